package org.sealgate.cms;

/**
 * A structure of a kind that is not read here.
 *
 * @param type its object identifier
 * @param name what it is called where that is known: {@code AuthenticatedData}; otherwise the
 *     identifier once more
 */
public record UnknownContent(String type, String name) implements CmsContent {}
