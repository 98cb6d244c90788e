package redoubt.infra.account;

import java.util.Collection;
import java.util.Properties;
import java.util.UUID;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import redoubt.infra.MailSettings;

/** Gives letters to a mail server. */
final class MailServer implements Post {

    private static final String PATIENCE = "10000";

    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private final String from;

    MailServer(String host, MailSettings settings) {
        this.from = settings.from();
        sender.setDefaultEncoding("UTF-8");
        sender.setHost(host);
        sender.setPort(settings.port());
        sender.setUsername(settings.username());
        sender.setPassword(settings.password());
        Properties smtp = sender.getJavaMailProperties();
        smtp.setProperty("mail.smtp.auth", Boolean.toString(settings.username() != null));
        smtp.setProperty("mail.smtp.starttls.enable", "true");
        smtp.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.tls()));
        smtp.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        smtp.setProperty("mail.smtp.connectiontimeout", PATIENCE);
        smtp.setProperty("mail.smtp.timeout", PATIENCE);
        smtp.setProperty("mail.smtp.writetimeout", PATIENCE);
    }

    @Override
    public void take(Letter letter) {
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom(from);
        message.setTo(letter.to());
        message.setSubject(letter.subject());
        message.setText(letter.text());
        sender.send(message);
    }

    /** What was sent is not here any more. */
    @Override
    public void forget(Collection<UUID> people) {}
}
