package redoubt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OutagesTest {

    private final Outages outages = new Outages();

    @Test
    void aConnectionThatIsGoneOrNotToBeHadInTimeIsAnOutage() {
        assertThat(outages)
                .accepts(
                        new R2dbcNonTransientResourceException("Connection closed"),
                        new R2dbcTimeoutException("Connection acquisition timed out"),
                        new IOException("Connection reset by peer"));
    }

    @Test
    void whateverWrapsAnOutageIsOne() {
        assertThat(outages).accepts(new IllegalStateException(new IOException("Connection reset by peer")));
    }

    @Test
    void aMistakeOfOursIsNone() {
        assertThat(outages)
                .rejects(
                        new R2dbcBadGrammarException("No such column", "select oops"),
                        new IllegalStateException("never"),
                        new NullPointerException());
    }
}
