package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redoubt.infra.RedoubtApplication;
import redoubt.infra.TestPostgres;

/** A start that cannot be says why, in one sentence. */
@Timeout(120)
class StartTest {

    @TempDir
    Path data;

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (var taken = new ServerSocket(0);
                var database = TestPostgres.fresh()) {
            assertThat(refusal("--redoubt.database-url=" + database.url(), "--redoubt.port=" + taken.getLocalPort()))
                    .contains(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamedWithoutItsPassword() {
        assertThat(refusal(
                        "--redoubt.database-url=postgresql://me:secret@127.0.0.1:1/none", "--redoubt.database-wait=1s"))
                .contains("127.0.0.1:1")
                .doesNotContain("secret");
    }

    @Test
    void aSettingThatIsWrongIsNamed() {
        assertThat(refusal("--redoubt.sse.heartbeat=often"))
                .contains("redoubt.sse.heartbeat")
                .contains("often");
    }

    private String refusal(String... settings) {
        try (var child = ChildRedoubt.begin(data, RedoubtApplication.class, List.of(), List.of(settings))) {
            assertThat(child.awaitEnd()).isEqualTo(1);
            String complaint = child.complaints().strip();
            assertThat(complaint.lines()).as(complaint).hasSize(1);
            return complaint;
        }
    }
}
