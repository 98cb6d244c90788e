package redoubt.infra.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ann:s3cret@db.example.org:6432/posture?sslmode=require",
                "postgres://ann:s3cret@db.example.org:6432/posture?sslmode=require",
                "r2dbc:postgresql://ann:s3cret@db.example.org:6432/posture?sslmode=require",
                "jdbc:postgresql://ann:s3cret@db.example.org:6432/posture?sslmode=require",
                "jdbc:postgresql://db.example.org:6432/posture?user=ann&password=s3cret&ssl=true",
                "  POSTGRESQL://ann:s3cret@db.example.org:6432/posture?SSLMODE=require\n"
            })
    void everyUsualSpellingNamesTheSameDatabase(String url) {
        assertThat(DatabaseAddress.parse(url))
                .isEqualTo(new DatabaseAddress(
                        "db.example.org", 6432, "posture", "ann", "s3cret", Map.of("sslmode", "require")));
    }

    @Test
    void whatIsLeftOutHasTheUsualMeaning() {
        var address = DatabaseAddress.parse("postgresql://ann@localhost/posture");

        assertThat(address.port()).isEqualTo(5432);
        assertThat(address.password()).isEmpty();
        assertThat(address.sslMode()).isEqualTo("prefer");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', commentCharacter = ';', textBlock = """
        postgresql://ann:p%40ss%2Fw%3Ard@h/d  | p@ss/w:rd
        postgresql://ann:p@ss@h/d             | p@ss
        postgresql://ann:a+b%25c#d@h/d        | a+b%c#d
        postgresql://ann:gr%C3%BC%C3%9Fe@h/d  | grüße
        """)
    void aPasswordMayHoldAnyCharacter(String url, String password) {
        var address = DatabaseAddress.parse(url);

        assertThat(address.password()).isEqualTo(password);
        assertThat(address.host()).isEqualTo("h");
    }

    @Test
    void anAddressOfSixteenBytesStandsInBrackets() {
        var address = DatabaseAddress.parse("postgresql://ann:x@[2001:db8::1]:5433/d");

        assertThat(address.host()).isEqualTo("2001:db8::1");
        assertThat(address.port()).isEqualTo(5433);
        assertThat(address).hasToString("postgresql://ann@[2001:db8::1]:5433/d");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        mysql://ann:TOPSECRET@h/d                      | does not start with postgresql://
        ann:TOPSECRET@h/d                              | does not start with postgresql://
        ''                                             | does not start with postgresql://
        postgresql://ann:TOPSECRET@h                   | names no database
        postgresql://ann:TOPSECRET@h/                  | names no database
        postgresql://ann:TOPSECRET/d                   | port is not a number
        postgresql://ann:TOPSECRET@h:70000/d           | port is not a number
        postgresql://ann:TOPSECRET@h:/d                | port is not a number
        postgresql://ann:TOPSECRET@/d                  | names no host
        postgresql://:TOPSECRET@h/d                    | names no user
        postgresql://ann:TOPSECRET%4@h/d               | a plain % is written %25
        postgresql://ann:TOPSECRET@h1:1,h2:2/d         | only one is supported
        postgresql://ann:TOPSECRET@fe80::1/d           | stands in brackets
        postgresql://ann@h/d?sslmode=TOPSECRET         | sslmode is none of disable, allow
        postgresql://ann@h/d?TOPSECRET=1               | unknown parameter
        postgresql://ann@h/d?TOPSECRET                 | not of the form name=value
        """)
    void aWrongAddressIsOneSentenceWithoutItsSecrets(String url, String reason) {
        assertThatThrownBy(() -> DatabaseAddress.parse(url))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining(reason)
                .hasMessageEndingWith(".")
                .hasMessageNotContaining("TOPSECRET")
                .hasMessageNotContaining("\n");
    }

    @Test
    void anAddressIsPrintedWithoutItsPassword() {
        assertThat(DatabaseAddress.parse("postgresql://ann:TOPSECRET@h/d")).hasToString("postgresql://ann@h:5432/d");
    }
}
