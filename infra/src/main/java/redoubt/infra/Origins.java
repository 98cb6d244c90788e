package redoubt.infra;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What absolute links begin with. */
final class Origins {

    private Origins() {}

    static URI base(@Nullable URI given, int port) {
        if (given == null || given.toString().isBlank()) {
            return URI.create("http://localhost:" + port);
        }
        var text = given.toString().replaceFirst("/+$", "");
        if (!text.matches("https?://[^/?#@\\s]+(/[^?#\\s]*)?")) {
            throw new IllegalArgumentException("redoubt.public-base-url must be an address like"
                    + " https://redoubt.example.org without user, query or fragment, but is " + text);
        }
        return URI.create(text);
    }
}
