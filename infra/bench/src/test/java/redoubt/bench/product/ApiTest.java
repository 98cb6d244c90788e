package redoubt.bench.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiTest {

    private HttpServer server;
    private Api api;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/begin/", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://elsewhere.example:1/progress/7/");
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        server.createContext("/refuse/", exchange -> {
            exchange.sendResponseHeaders(409, -1);
            exchange.close();
        });
        server.start();
        api = new Api(server.getAddress(), server.getAddress());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatTakesItsTimeTellsWhereItsProgressIs() {
        assertThat(api.begin("/begin/", "{}")).isEqualTo("/progress/7/");
    }

    @Test
    void aRefusalIsNoBeginning() {
        assertThatThrownBy(() -> api.begin("/refuse/", "{}")).hasMessageContaining("409 instead of 202");
    }
}
