package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redoubt.api.Api;
import redoubt.api.openapi.CataloguePrinter;
import redoubt.command.Commands;
import redoubt.model.Catalogue;
import redoubt.query.assembly.ReadSide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the product promises to its clients, as approved: a change of a promise is a change of these files, and so a line in
 * a review. Run with {@code -Dredoubt.approve=true} to write them.
 */
@ExtendWith(SharedRedoubt.class)
class ApprovedFilesTest {

    private static final Path HOME = Path.of("src", "test", "resources", "approved");
    private static final boolean APPROVE = Boolean.getBoolean("redoubt.approve");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final RunningRedoubt redoubt;

    ApprovedFilesTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
    }

    @Test
    void everyResourceRouteActionAndEventIsApproved() throws IOException {
        compare(
                "catalogue.txt",
                CataloguePrinter.print(
                        redoubt.part(Catalogue.class),
                        redoubt.part(ReadSide.class).queries(),
                        redoubt.part(Commands.class).behaviours(),
                        redoubt.part(Api.class).table().endpoints()));
    }

    @Test
    void theOpenApiDocumentIsApproved() throws IOException {
        JsonNode document =
                redoubt.http().anonymous().get("/api/schema/").expect(200).json();
        compare("openapi.json", JSON.writeValueAsString(document) + "\n");
    }

    @Test
    void theAsyncApiDocumentIsApproved() throws IOException {
        JsonNode document = redoubt.http()
                .anonymous()
                .get("/api/v1/asyncapi.json")
                .expect(200)
                .json();
        compare("asyncapi.json", JSON.writeValueAsString(document) + "\n");
    }

    private static void compare(String name, String said) throws IOException {
        Path file = HOME.resolve(name);
        if (APPROVE) {
            Files.createDirectories(HOME);
            Files.writeString(file, said);
        }
        assertThat(file).exists();
        assertThat(said).isEqualToNormalizingNewlines(Files.readString(file));
    }
}
