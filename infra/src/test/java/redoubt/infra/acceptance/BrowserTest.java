package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documents in a real browser: they render, they work, they complain about nothing, and nobody else is asked. */
@ExtendWith(WithChromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {

    private static final Path PICTURES = Path.of("target", "screenshots");

    private RunningRedoubt redoubt;
    private ChromeDriver browser;
    private String base = "";

    @BeforeAll
    void open() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        base = "http://localhost:" + port;
        // "Try it out" goes to where the document says the API is.
        redoubt = RunningRedoubt.start(
                "--redoubt.port=" + port,
                "--redoubt.public-base-url=" + base,
                "--redoubt.webhook.allow-http=true",
                "--redoubt.webhook.allowed-cidrs=127.0.0.1");
        redoubt.http()
                .post("/api/v1/risks/", "{\"name\":\"Seen in a browser\"}")
                .expect(201);
        browser = browser();
        browser.manage().window().setSize(new org.openqa.selenium.Dimension(1280, 1600));
    }

    /** One of its own, that keeps a record of what it asks for and what it complains about. */
    static ChromeDriver browser() {
        return new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(WithChromium.DRIVER.toFile())
                        .build(),
                options());
    }

    private static ChromeOptions options() {
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(WithChromium.BROWSER.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run");
        options.setCapability("goog:loggingPrefs", logs);
        return options;
    }

    @AfterEach
    void nothingWasComplainedAboutAndNobodyElseWasAsked() {
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .as("what the console says")
                .isEmpty();
        assertThat(browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                        .map(entry ->
                                JsonMapper.shared().readTree(entry.getMessage()).path("message"))
                        .filter(message -> message.path("method").asString().equals("Network.requestWillBeSent"))
                        .map(message -> message.path("params")
                                .path("request")
                                .path("url")
                                .asString())
                        .filter(url -> !Set.of("data", "blob", "about", "chrome")
                                .contains(URI.create(url.split("[#?]")[0].replaceFirst("(?s),.*", ""))
                                        .getScheme())))
                .as("addresses that were asked")
                .isNotEmpty()
                .allMatch(url -> url.startsWith(base + "/"));
    }

    @Test
    void everyOperationIsShownAndCanBeTriedWithAToken() throws IOException {
        browser.get(base + "/api/docs/");
        patiently(By.cssSelector(".opblock"));
        JsonNode paths = redoubt.http().get("/api/v1/openapi.json").json().path("paths");
        int operations = paths.properties().stream()
                .mapToInt(path -> (int) path.getValue().propertyNames().stream()
                        .filter(Set.of("get", "post", "put", "patch", "delete")::contains)
                        .count())
                .sum();
        assertThat(browser.findElements(By.cssSelector(".opblock"))).hasSize(operations);
        picture("docs");

        click(By.cssSelector(".btn.authorize"));
        // There are several ways to say who one is, each with a form of its own.
        String form = "//form[.//h4/code[text() = 'token']]";
        patiently(By.xpath(form + "//input")).sendKeys("Token " + RunningRedoubt.TOKEN);
        click(By.xpath(form + "//button[contains(@class, 'authorize')]"));
        click(By.cssSelector(".auth-btn-wrapper .btn-done"));
        WebElement listing = browser.findElements(By.cssSelector(".opblock-get")).stream()
                .filter(block -> block.findElement(By.cssSelector(".opblock-summary-path"))
                        .getText()
                        .replace("\u200b", "")
                        .equals("/api/v1/risks/"))
                .findFirst()
                .orElseThrow();
        tap(listing.findElement(By.cssSelector(".opblock-summary-control")));
        tap(within(listing, ".try-out__btn"));
        tap(within(listing, ".execute"));
        assertThat(within(listing, ".live-responses-table .response .response-col_status")
                        .getText())
                .startsWith("200");
        assertThat(within(listing, ".live-responses-table .response .response-col_description")
                        .getText())
                .contains("Seen in a browser");
        picture("docs-tried");
    }

    @Test
    void theReferenceIsReadable() throws IOException {
        browser.get(base + "/api/redoc/");
        patiently(By.cssSelector("[data-section-id]"));
        String text = browser.findElement(By.tagName("body")).getText();
        picture("redoc");

        assertThat(text).contains("/api/v1/risks/").doesNotContain("Something went wrong");
        assertThat(browser.findElements(By.cssSelector("[data-section-id^='tag/']")))
                .isNotEmpty();
    }

    @Test
    void theCatalogueOfEventsIsSearchedAndRead() throws IOException {
        browser.get(base + "/api/event-catalogue/");
        patiently(By.linkText("risk.updated"));
        assertThat(told("shown")).contains("/api/v1/events/stream", "Webhooks");
        browser.findElement(By.id("search")).sendKeys("overdue");
        new WebDriverWait(browser, Duration.ofSeconds(20))
                .until(ExpectedConditions.invisibilityOfElementLocated(By.linkText("risk.updated")));
        click(By.linkText("task.overdue"));
        patiently(By.tagName("pre"));
        picture("event-catalogue");

        assertThat(told("shown")).contains("days_overdue", "Stream of server-sent events, Webhooks");
    }

    @Test
    void s03AndS04ATokenIsGeneratedInTheSettingsShownOnceAndRevoked() throws IOException {
        browser.get(base + "/settings/");
        patiently(By.id("key")).sendKeys("pst_nonsense");
        click(By.cssSelector("#sign-in button"));
        assertThat(told("sign-in-error")).isEqualTo("Invalid or expired token");
        // A refusal is a line in the console, which is looked at after each test.
        browser.manage().logs().get(LogType.BROWSER);
        patiently(By.id("key")).clear();
        patiently(By.id("key")).sendKeys(RunningRedoubt.TOKEN);
        click(By.cssSelector("#sign-in button"));

        click(By.id("generate"));
        patiently(By.id("name")).sendKeys("CI/CD Integration");
        picture("settings-generate");
        click(By.cssSelector("#make button.main"));
        String token = told("secret");
        picture("settings-token");
        assertThat(token).matches("pst_[A-Za-z0-9_-]{43}");
        redoubt.http().as(token).get("/api/v1/risks/").expect(200);
        click(By.id("done"));

        click(By.cssSelector("[aria-label='Revoke CI/CD Integration']"));
        browser.switchTo().alert().accept();
        patiently(By.xpath("//tr[td[text() = 'CI/CD Integration']]/td[text() = 'revoked']"));
        picture("settings");
        redoubt.http().as(token).get("/api/v1/risks/").expect(401);
        assertThat(browser.getPageSource()).doesNotContain(token);
    }

    @Test
    void s30AWebhookIsAddedInTheSettingsSavedAndTested() throws IOException {
        browser.get(base + "/settings/");
        patiently(By.id("key")).sendKeys(RunningRedoubt.TOKEN);
        click(By.cssSelector("#sign-in button"));
        click(By.id("to-webhooks"));
        try (Receiver receiver = new Receiver()) {
            click(By.id("add-webhook"));
            patiently(By.id("webhook-name")).sendKeys("SIEM");
            patiently(By.id("webhook-url")).sendKeys(receiver.url());
            click(By.cssSelector("input[value='risk.created']"));
            picture("settings-webhook");
            click(By.cssSelector("#add button.main"));
            String secret = told("secret");
            click(By.id("done"));
            click(By.cssSelector("[aria-label='Test SIEM']"));
            assertThat(told("webhooks-said")).startsWith("SIEM answered with status 204");
            WebhookStage.assertSigned(receiver.got("webhook.ping").getLast(), secret);
            patiently(By.xpath("//tr[td[text() = 'webhook.ping']]/td[text() = 'delivered']"));
            picture("settings-webhooks");
            assertThat(browser.getPageSource()).doesNotContain(secret);
        }
    }

    private String told(String id) {
        return new WebDriverWait(browser, Duration.ofSeconds(20)).until(_ -> {
            String text = browser.findElement(By.id(id)).getText();
            return text.isEmpty() ? null : text;
        });
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.quit();
        }
        if (redoubt != null) {
            redoubt.close();
        }
    }

    private WebElement patiently(By what) {
        return new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(ExpectedConditions.visibilityOfElementLocated(what));
    }

    private WebElement within(WebElement block, String css) {
        return new WebDriverWait(browser, Duration.ofSeconds(20)).until(_ -> {
            List<WebElement> found = block.findElements(By.cssSelector(css));
            return found.isEmpty() ? null : found.getFirst();
        });
    }

    private void click(By what) {
        tap(patiently(what));
    }

    /** A click that no sticky header can catch. */
    private void tap(WebElement element) {
        browser.executeScript("arguments[0].scrollIntoView({block: 'center'}); arguments[0].click()", element);
    }

    private void picture(String name) throws IOException {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }
}
