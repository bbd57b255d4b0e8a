package org.sealgate.smime;

import java.util.ArrayList;
import java.util.List;
import org.sealgate.certificate.AddressList;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.mime.HeaderBlock;
import org.sealgate.mime.HeaderField;

/** Whether a certificate names the sender of a mail (RFC 8550, 3). */
final class AddressCheck {
  private final List<HeaderField> fromFields;
  private final AddressList from;
  private final AddressList sender;

  AddressCheck(HeaderBlock mail) {
    this.fromFields = mail.all("From");
    this.from = addresses(fromFields);
    this.sender = addresses(mail.all("Sender"));
  }

  private static AddressList addresses(List<HeaderField> fields) {
    List<EmailAddress> addresses = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (HeaderField field : fields) {
      AddressList list = AddressList.parse(field.value());
      addresses.addAll(list.addresses());
      unreadable.addAll(list.unreadable());
    }
    return new AddressList(addresses, unreadable);
  }

  Finding of(MailCertificate certificate) {
    if (fromFields.isEmpty()) {
      return Finding.unknown("no-from", "there is no From to compare the certificate with");
    }
    if (certificate.addresses().isEmpty()) {
      return Finding.unknown(
          "certificate-without-address", "the certificate names no mail address");
    }
    if (fromFields.size() > 1) {
      // Programs show one or the other (RFC 5322, 3.6): neither a match nor Sender helps.
      return Finding.fail("several-from-fields", "there is more than one From field");
    }
    List<EmailAddress> named = from.addresses().stream().filter(certificate::names).toList();
    if (named.isEmpty()) {
      return ofSender(certificate);
    }
    boolean all = named.size() == from.addresses().size() && from.unreadable().isEmpty();
    return all
        ? Finding.pass("from-matches", "the certificate names " + named.getFirst())
        : Finding.warn(
            "from-matches-partly",
            "the certificate names " + named.getFirst() + ", but not everyone in From");
  }

  /** RFC 8550 accepts Sender as well; people look at From, so it is said. */
  private Finding ofSender(MailCertificate certificate) {
    if (sender.unreadable().isEmpty()
        && sender.addresses().size() == 1
        && certificate.names(sender.addresses().getFirst())) {
      return Finding.warn(
          "sender-matches",
          "the certificate names " + sender.addresses().getFirst() + " of Sender, not From");
    }
    return Finding.fail(
        "address-mismatch",
        "the certificate is for "
            + String.join(", ", certificate.addresses().stream().map(Object::toString).toList())
            + ", the mail is from "
            + (from.addresses().isEmpty()
                ? "nobody"
                : String.join(", ", from.addresses().stream().map(Object::toString).toList())));
  }
}
