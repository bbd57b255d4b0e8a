package org.sealgate.smime;

import org.sealgate.cms.CmsLimits;
import org.sealgate.mime.MimeLimits;

/**
 * Bounds on what opening a message may cost (promise 7).
 *
 * @param layers CMS wrappings within each other
 * @param keyAttempts keys that are tried on one message, over all its layers
 * @param mime bounds on MIME
 * @param cms bounds on CMS
 */
public record OpenLimits(int layers, int keyAttempts, MimeLimits mime, CmsLimits cms) {
  /** 10 layers, 100 attempts, and the defaults of MIME and CMS. */
  public static final OpenLimits DEFAULT =
      new OpenLimits(10, 100, MimeLimits.DEFAULT, CmsLimits.DEFAULT);
}
