package org.apache.james.transport.mailets;

import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a mail in the repository {@code repositoryPath} and ends its processing. Stands in, under
 * its name, for James' own, which belongs to a part of 3.9 that is not published.
 */
public final class ToRepository extends GenericMailet {
  private static final Logger LOG = LoggerFactory.getLogger(ToRepository.class);

  private final MailRepositoryStore repositories;

  @Inject
  public ToRepository(MailRepositoryStore repositories) {
    this.repositories = repositories;
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    MailRepositoryUrl url = MailRepositoryUrl.from(getInitParameter("repositoryPath"));
    LOG.info("Storing mail {} in {}", mail.getName(), url);
    try {
      repositories.select(url).store(mail);
    } catch (MailRepositoryStore.MailRepositoryStoreException e) {
      throw new MessagingException("cannot keep the mail in " + url.asString(), e);
    }
    mail.setState(Mail.GHOST);
  }
}
