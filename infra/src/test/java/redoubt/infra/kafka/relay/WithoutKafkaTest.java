package redoubt.infra.kafka.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redoubt.infra.RedoubtApplication;
import redoubt.infra.TestPostgres;
import redoubt.infra.acceptance.ChildRedoubt;
import redoubt.infra.acceptance.RunningRedoubt;

class WithoutKafkaTest {

    @TempDir
    Path directory;

    @Test
    void whereNoClusterIsSetNoClassOfKafkaIsEvenLoaded() throws IOException {
        Path loaded = directory.resolve("classes.txt");
        try (var database = TestPostgres.fresh();
                var child = ChildRedoubt.begin(
                        directory,
                        RedoubtApplication.class,
                        List.of("-Xlog:class+load:file=" + loaded),
                        List.of("--redoubt.database-url=" + database.url()))) {
            child.awaitAddress();

            assertThat(Files.readAllLines(loaded))
                    .hasSizeGreaterThan(5_000)
                    .noneMatch(line -> line.contains("org.apache.kafka.") || line.contains("reactor.kafka."));
        }
    }

    @Test
    void nobodySpeaksOfKafkaWhereThereIsNone() {
        try (var redoubt = RunningRedoubt.start()) {
            assertThat(redoubt.management()
                            .get("/health")
                            .expect(200)
                            .json()
                            .at("/components/kafka")
                            .isMissingNode())
                    .isTrue();
            assertThat(redoubt.management().get("/metrics").expect(200).text()).doesNotContain("redoubt_kafka");
        }
    }
}
