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
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What clients build on does not change unseen: it lies in approved files, and a change of them is seen in review.
 * {@code -Dredoubt.approve=write} writes them anew.
 */
@ExtendWith(SharedRedoubt.class)
class ApprovedFilesTest {

    private static final Path APPROVED = Path.of("src", "test", "resources", "approved");

    private final RunningRedoubt redoubt;

    ApprovedFilesTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
    }

    @Test
    void theCatalogueOfResourcesRoutesAndEventsIsTheApprovedOne() throws IOException {
        compare(
                "catalogue.txt",
                CataloguePrinter.print(
                        redoubt.part(Catalogue.class),
                        redoubt.part(ReadSide.class).queries(),
                        redoubt.part(Commands.class).behaviours(),
                        redoubt.part(Api.class).table().endpoints()));
    }

    @Test
    void theDocumentOfTheApiIsTheApprovedOne() throws IOException {
        var document = redoubt.http().get("/api/v1/openapi.json").expect(200).json();
        var readable =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        compare("openapi/grc.json", readable.writeValueAsString(document) + "\n");
    }

    private static void compare(String name, String present) throws IOException {
        Path file = APPROVED.resolve(name);
        if ("write".equals(System.getProperty("redoubt.approve"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, present);
        }
        assertThat(file)
                .as("to approve what is served now, run with -Dredoubt.approve=write")
                .hasContent(present);
    }
}
