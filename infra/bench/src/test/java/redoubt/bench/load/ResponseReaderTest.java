package redoubt.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseReaderTest {

    private static final String SIZED = "HTTP/1.1 201 Created\r\ncontent-length: 11\r\nETag: \"1\"\r\n\r\nhello world";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "6\r\nhello \r\n5;quiet\r\nworld\r\n0\r\nTrailer: 1\r\n\r\n";
    private static final String EMPTY = "HTTP/1.1 204 No Content\r\n\r\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void aResponseEndsWhereItsLengthSays(int piece) throws IOException {
        var reader = read(SIZED, piece);

        assertThat(reader.status()).isEqualTo(201);
        assertThat(reader.bodyLength()).isEqualTo(11);
        assertThat(start(reader)).isEqualTo("hello world");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void aResponseEndsBehindItsLastChunk(int piece) throws IOException {
        var reader = read(CHUNKED, piece);

        assertThat(reader.status()).isEqualTo(200);
        assertThat(reader.bodyLength()).isEqualTo(11);
        assertThat(start(reader)).isEqualTo("hello world");
    }

    @Test
    void aResponseWithoutLengthHasNoBody() throws IOException {
        assertThat(read(EMPTY, 1000).bodyLength()).isZero();
    }

    @Test
    void theNextResponseBeginsAfresh() throws IOException {
        var reader = read(CHUNKED, 1000);
        reader.next();

        assertThat(reader.take(bytes(SIZED))).isTrue();
        assertThat(reader.bodyLength()).isEqualTo(11);
        assertThat(start(reader)).isEqualTo("hello world");
    }

    @Test
    void whatIsNotHttpIsRefused() {
        assertThatThrownBy(() -> new ResponseReader().take(bytes("SSH-2.0-OpenSSH_9.2p1\r\n\r\n")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Not a response of HTTP");
    }

    private static ResponseReader read(String response, int piece) throws IOException {
        var reader = new ResponseReader();
        for (int from = 0; from < response.length(); from += piece) {
            int to = Math.min(response.length(), from + piece);
            var arrived = bytes(response.substring(from, to));
            assertThat(reader.take(arrived)).isEqualTo(to == response.length());
            assertThat(arrived.hasRemaining()).isFalse();
        }
        return reader;
    }

    private static String start(ResponseReader reader) {
        return new String(reader.start(), 0, reader.startLength(), StandardCharsets.US_ASCII);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
