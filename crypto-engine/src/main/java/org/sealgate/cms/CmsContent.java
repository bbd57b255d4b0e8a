package org.sealgate.cms;

/**
 * A CMS structure (ContentInfo, RFC 5652, 3) of which everything before the content has been read:
 * the content itself is still in the stream and is pulled through by the methods of each kind, in
 * the order in which they are described there.
 */
public sealed interface CmsContent
    permits PlainContent,
        SignedContent,
        EnvelopedContent,
        CompressedContent,
        DigestedContent,
        UnknownContent {

  /** The object identifier of the structure, in dotted form. */
  String type();
}
