package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import redoubt.infra.RedoubtApplication;
import tools.jackson.databind.JsonNode;

/** A page that hears of everything once, whatever becomes of the server meanwhile. */
@ExtendWith(WithChromium.class)
@Timeout(240)
class LivePageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path data;

    private String base = "";
    private List<String> settings = List.of();
    private ChildRedoubt server;
    private ChromeDriver browser;

    @BeforeEach
    void open() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        base = "http://localhost:" + port;
        settings = List.of("--redoubt.port=" + port, "--redoubt.public-base-url=" + base);
        server = started();
        browser = BrowserTest.browser();
        browser.manage().window().setSize(new Dimension(1280, 1000));
    }

    private ChildRedoubt started() {
        ChildRedoubt started = ChildRedoubt.begin(data, RedoubtApplication.class, List.of(), settings);
        started.awaitAddress();
        return started;
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.quit();
        }
        server.close();
    }

    @Test
    void thePageHearsOfEveryChangeOnceThoughTheServerIsKilledAndStartedAgain() throws Exception {
        browser.get(base + "/live/");
        browser.findElement(By.id("key")).sendKeys(RunningRedoubt.TOKEN);
        browser.findElement(By.cssSelector("#sign-in button")).click();
        await().atMost(PATIENCE).until(() -> text("state").equals("Live"));
        browser.findElement(By.id("types")).sendKeys("risk.created, risk.deleted");
        browser.findElement(By.cssSelector("#filters button")).click();
        await().atMost(PATIENCE).until(() -> text("state").equals("Live"));
        long start = head();
        var writing = new AtomicBoolean(true);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(writing));
        try {
            await().atMost(PATIENCE).until(() -> positions().size() > 30);
            picture("live");
            server.kill();
            await().atMost(PATIENCE).until(() -> text("state").equals("Connecting again…"));
            server = started();
            int before = positions().size();
            await().atMost(PATIENCE)
                    .until(() -> text("state").equals("Live") && positions().size() > before + 30);
        } finally {
            writing.set(false);
        }
        writer.join();
        picture("live-again");

        List<Long> logged = logged(start);
        assertThat(logged).hasSizeGreaterThan(60);
        await().atMost(PATIENCE).until(() -> positions().contains(logged.getLast()));
        assertThat(positions()).as("what the page shows").isEqualTo(logged);
        assertThat(Integer.parseInt(text("heard"))).isEqualTo(logged.size());
        assertThat((Long) browser.executeScript("return performance.getEntriesByType('resource')"
                        + ".filter(each => each.name.endsWith('/stream-tickets/')).length"))
                .as("tickets: one when it came, and one for its filter; the browser came back with what it had")
                .isEqualTo(2);
        assertThat(browser.getPageSource()).doesNotContain(RunningRedoubt.TOKEN);
    }

    @Test
    void whoMayNotComeInIsToldSo() {
        browser.get(base + "/live/");
        browser.findElement(By.id("key")).sendKeys("pst_nonsense");
        browser.findElement(By.cssSelector("#sign-in button")).click();
        await().atMost(PATIENCE).until(() -> text("sign-in-error").equals("Invalid or expired token"));
    }

    private void write(AtomicBoolean writing) {
        for (int n = 0; writing.get(); n++) {
            try {
                server.http().post("/api/v1/risks/", "{\"name\":\"Change " + n + "\"}");
                server.http().post("/api/v1/folders/", "{\"name\":\"Not asked for " + n + "\"}");
                Thread.sleep(20);
            } catch (UncheckedIOException away) {
                // What was not acknowledged may be there or not: the log says.
                pause();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private long head() {
        return server.http()
                .get("/api/v1/events/?limit=1")
                .expect(200)
                .json()
                .path("head")
                .asLong();
    }

    private List<Long> logged(long after) {
        List<Long> logged = new ArrayList<>();
        JsonNode page;
        do {
            page = server.http()
                    .get("/api/v1/events/?types=risk.*&payload=none&limit=500&after="
                            + (logged.isEmpty() ? after : logged.getLast()))
                    .expect(200)
                    .json();
            page.path("results")
                    .forEach(event -> logged.add(event.path("position").asLong()));
        } while (!page.path("results").isEmpty());
        return logged;
    }

    /** What the page shows, oldest first. */
    private List<Long> positions() {
        Object shown = browser.executeScript(
                "return [...document.querySelectorAll('#rows tr')].map(row => Number(row.dataset.position)).reverse()");
        List<Long> positions = new ArrayList<>();
        ((List<?>) shown).forEach(each -> positions.add(((Number) each).longValue()));
        return positions;
    }

    private String text(String id) {
        return browser.findElement(By.id(id)).getText();
    }

    private void picture(String name) throws IOException {
        Path pictures = Files.createDirectories(Path.of("target", "screenshots"));
        Files.write(pictures.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }
}
