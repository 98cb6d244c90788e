package redoubt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;

@ExtendWith(OutputCaptureExtension.class)
class WelcomeTest {

    @Test
    void theTerminalSaysWhereEverythingIsAndKeepsSecrets(CapturedOutput output) {
        try (var database = TestPostgres.fresh();
                var redoubt = Running.on(
                        database,
                        List.of(Greeting.class),
                        "--redoubt.bootstrap-token=pst_TOPSECRET-TOPSECRET-TOPSECRET-TOPSECRET-123",
                        "--redoubt.demo=true")) {
            assertThat(output)
                    .contains("Redoubt is up.")
                    .contains("Address  http://localhost:" + redoubt.api("/").getPort() + "/")
                    .contains("Docs     http://localhost:" + redoubt.api("/").getPort() + "/api/docs/")
                    .contains("Health   http://localhost:"
                            + redoubt.management("/").getPort() + "/health")
                    .contains("Data     " + database.address())
                    .contains("Demo     forty risks")
                    .doesNotContain("TOPSECRET")
                    .doesNotContain(database.address().password());
        }
    }

    static class Greeting {
        @Bean
        WelcomeLine demo() {
            return new WelcomeLine("Demo", "forty risks");
        }
    }
}
