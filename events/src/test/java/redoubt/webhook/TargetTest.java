package redoubt.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An address is taken apart in one way, or not at all. */
class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "https://siem.example.com/hooks?a=b, true, siem.example.com, 443, /hooks?a=b",
        "HTTP://SIEM.Example.com:8080, false, siem.example.com, 8080, /",
        "https://bücher.example?x, true, xn--bcher-kva.example, 443, /?x",
        "https://8.8.8.8:9000/, true, 8.8.8.8, 9000, /",
        "https://[2606:4700::1111]/x, true, 2606:4700::1111, 443, /x"
    })
    void itsPartsAreWhatTheyAreForEverybody(String url, boolean secure, String host, int port, String path) {
        assertThat(Target.read(url)).contains(new Target(secure, host, port, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "siem.example.com",
                "ftp://siem.example.com/",
                "https://",
                "https:///x",
                "https://ada@siem.example.com/",
                "https://ada:pw@siem.example.com/",
                "https://siem.example.com/#part",
                "https://siem.example.com:0/",
                "https://siem.example.com:65536/",
                "https://siem.example.com:/",
                "https://siem.example.com/a b",
                "https://siem.example.com\\@127.0.0.1/",
                "https://siem.example.com/%zz",
                "https://siem.example.com/\r\nHost: x",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.1/",
                "https://017700000001/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://127.0.1/",
                "https://127.0.0.1./",
                "https://127.0.0.01/",
                "https://1.2.3.256/",
                "https://example.123/",
                "https://[::1%25lo]/",
                "https://[fe80::1%eth0]/",
                "https://[127.0.0.1]/",
                "https://[::1/",
                "https://-a.example/",
                "https://a..example/"
            })
    void whatCanBeReadInTwoWaysIsNone(String url) {
        assertThat(Target.read(url)).isEmpty();
    }

    @Test
    void itIsAddressedByItsPortOnlyWhereThatIsUnusual() {
        assertThat(Target.read("https://a.example/x").orElseThrow().name()).isEqualTo("a.example");
        assertThat(Target.read("https://a.example:8443/x").orElseThrow().name()).isEqualTo("a.example:8443");
        assertThat(Target.read("https://[2606:4700::1]:8443/x").orElseThrow().url())
                .isEqualTo("https://[2606:4700::1]:8443/x");
    }
}
