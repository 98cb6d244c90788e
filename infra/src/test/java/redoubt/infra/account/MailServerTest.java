package redoubt.infra.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailSendException;
import redoubt.infra.MailSettings;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.model.Ref;
import redoubt.people.User;

/** Letters leave through a real mail server. */
class MailServerTest {

    private static final String HOST = "127.0.0.1";
    private static final long SOON = Duration.ofSeconds(20).toMillis();
    private static final Letter LETTER = new Letter(
            Ref.of(User.class, UUID.randomUUID().toString()),
            "ada@example.com",
            "A subject with ümlauts",
            "Two lines,\nand a naïve one.");

    private final GreenMail server = new GreenMail(new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aLetterArrivesAsItWasWritten() throws Exception {
        post(null, null, false).take(LETTER);

        MimeMessage[] arrived = server.getReceivedMessages();
        assertThat(arrived).hasSize(1);
        assertThat(arrived[0].getRecipients(RecipientType.TO)).containsExactly(new InternetAddress("ada@example.com"));
        assertThat(arrived[0].getFrom()).containsExactly(new InternetAddress("house@example.org"));
        assertThat(arrived[0].getSubject()).isEqualTo("A subject with ümlauts");
        assertThat(arrived[0].getContent().toString().replace("\r\n", "\n").strip())
                .isEqualTo("Two lines,\nand a naïve one.");
    }

    @Test
    void whereTheServerAsksForAPasswordItIsShown() {
        server.setUser("house@example.org", "house", "the right one");

        post("house", "the right one", false).take(LETTER);
        assertThatThrownBy(() -> post("house", "the wrong one", false).take(LETTER))
                .isInstanceOf(MailAuthenticationException.class);

        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void nothingIsSentInClearUnlessThatIsAllowed() {
        assertThatThrownBy(() -> post(null, null, true).take(LETTER)).isInstanceOf(MailSendException.class);

        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsAFailureThatWhoWaitsHearsOf() {
        Post post = post(null, null, false);
        server.stop();

        assertThatThrownBy(() -> post.take(LETTER)).isInstanceOf(MailSendException.class);
    }

    @Test
    void whoForgotTheirPasswordGetsTheirLetterByMail() throws Exception {
        try (var redoubt = RunningRedoubt.start(
                "--redoubt.mail.host=" + HOST,
                "--redoubt.mail.port=" + server.getSmtp().getPort(),
                "--redoubt.mail.tls=false")) {
            redoubt.http()
                    .anonymous()
                    .post("/api/auth/password/reset/", "{\"email\":\"admin@redoubt.local\"}")
                    .expect(200);

            assertThat(server.waitForIncomingEmail(SOON, 1)).isTrue();
            MimeMessage letter = server.getReceivedMessages()[0];
            assertThat(letter.getSubject()).isEqualTo("Redoubt Password Reset");
            assertThat(letter.getContent().toString()).contains(RunningRedoubt.PUBLIC + "/reset-password/");
        }
    }

    private Post post(@Nullable String username, @Nullable String password, boolean tls) {
        return new MailServer(
                HOST, new MailSettings(HOST, server.getSmtp().getPort(), username, password, "house@example.org", tls));
    }
}
