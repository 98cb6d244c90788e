package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The tree that everything hangs on. */
@ExtendWith(SharedRedoubt.class)
class FolderTest {

    private static final String FOLDERS = "/api/v1/folders/";

    private final Http http;
    private String top = "";

    FolderTest(RunningRedoubt redoubt) {
        http = redoubt.http();
    }

    @BeforeEach
    void aFolder() {
        top = http.post(FOLDERS, "{\"name\":\"Top " + UUID.randomUUID() + "\"}")
                .expect(201)
                .id();
    }

    @Test
    void aFolderKnowsItsPathAndItsDepth() {
        String below = create("Below", top);
        JsonNode folder =
                http.get(FOLDERS + create("Deeper", below) + "/").expect(200).json();

        assertThat(folder.path("depth").asInt()).isEqualTo(3);
        assertThat(folder.path("path").size()).isEqualTo(3);
        assertThat(folder.path("path").path(1).path("id").asString()).isEqualTo(below);
        assertThat(folder.path("content_type").asString()).isEqualTo("domain");
    }

    @Test
    void namesAreUniqueAmongSiblingsWhateverTheirCase() {
        create("Payments", top);
        Reply refused = http.post(FOLDERS, "{\"name\":\"PAYMENTS\",\"parent_folder\":\"" + top + "\"}")
                .expect(400);

        assertThat(refused.complaints("name")).isNotEmpty();
        create("Payments", create("Elsewhere", top));
    }

    @Test
    void aFolderIsNeverInsideItselfNorTooDeep() {
        String below = create("Below", top);
        http.patch(FOLDERS + top + "/", "{\"parent_folder\":\"" + below + "\"}").expect(400);
        http.patch(FOLDERS + top + "/", "{\"parent_folder\":\"" + top + "\"}").expect(400);
        String deepest = below;
        for (int depth = 3; depth <= 10; depth++) {
            deepest = create("Depth " + depth, deepest);
        }
        http.post(FOLDERS, "{\"name\":\"Too deep\",\"parent_folder\":\"" + deepest + "\"}")
                .expect(400);
    }

    @Test
    void aFolderThatMovesTakesItsRisksAlong() {
        String from = create("From", top);
        String to = create("To", top);
        String moving = create("Moving", from);
        String risk = risk(moving);
        http.patch(FOLDERS + moving + "/", "{\"parent_folder\":\"" + to + "\"}").expect(200);

        assertThat(http.get("/api/v1/risks/?folder=" + to).ids()).containsExactly(risk);
        assertThat(http.get("/api/v1/risks/?folder=" + from).ids()).isEmpty();
        assertThat(http.get(FOLDERS + moving + "/history/?ordering=version").results().stream()
                        .map(entry -> entry.path("type").asString()))
                .containsExactly("folder.created", "folder.updated", "folder.moved");
    }

    @Test
    void aFolderWithContentIsDeletedOnlyWhenThatIsConfirmed() {
        String full = create("Full", top);
        String risk = risk(create("Inner", full));
        String path = FOLDERS + full + "/";
        assertThat(http.delete(path).expect(409).text("code")).isEqualTo("folder_not_empty");
        JsonNode preview = http.get(path + "delete-preview/").expect(200).json();
        assertThat(preview.path("counts").path("risks").asInt()).isEqualTo(1);
        assertThat(preview.path("counts").path("folders").asInt()).isEqualTo(1);
        http.delete(path + "?cascade=true").expect(400, 409);
        http.delete(path + "?cascade=true&confirm=full").expect(400, 409);
        http.delete(path + "?cascade=true&confirm=Full").expect(204);

        http.get(path).expect(404);
        http.get("/api/v1/risks/" + risk + "/").expect(404);
        assertThat(http.get("/api/v1/risks/" + risk + "/history/").expect(200).results())
                .hasSize(2);
        assertThat(http.get(FOLDERS + "?parent_folder=" + top).ids()).isEmpty();
    }

    @Test
    void theRootStays() {
        String root = http.get(FOLDERS + "?content_type=root").ids().getFirst();

        http.delete(FOLDERS + root + "/").expect(403);
        http.get(FOLDERS + root + "/").expect(200);
    }

    @Test
    void theTreeShowsWhatHangsWhere() {
        String below = create("Below", top);
        risk(below);
        JsonNode tree = http.get(FOLDERS + "tree/?include_counts=true&root=" + top)
                .expect(200)
                .json();

        assertThat(tree.path("id").asString()).isEqualTo(top);
        assertThat(tree.path("children").path(0).path("id").asString()).isEqualTo(below);
        assertThat(tree.path("children").path(0).path("counts").path("risks").asInt())
                .isEqualTo(1);
    }

    @Test
    void aMatrixThatIsUsedKeepsItsDefinition() {
        JsonNode standard =
                http.get("/api/v1/risk-matrices/?ordering=created_at").results().getFirst();
        String path = "/api/v1/risk-matrices/" + standard.path("id").asString() + "/";
        risk(top);
        String definition = standard.path("definition").toString().replaceFirst("\"Very low\"", "\"Negligible\"");

        assertThat(http.patch(path, "{\"definition\":" + definition + "}")
                        .expect(409)
                        .text("code"))
                .isEqualTo("in_use");
        assertThat(http.delete(path).expect(409).text("code")).isEqualTo("in_use");
        assertThat(standard.path("is_default").asBoolean()).isTrue();
    }

    private String create(String name, String parent) {
        return http.post(FOLDERS, "{\"name\":\"%s\",\"parent_folder\":\"%s\"}".formatted(name, parent))
                .expect(201)
                .id();
    }

    private String risk(String folder) {
        return http.post("/api/v1/risks/", "{\"name\":\"Inside\",\"folder\":\"" + folder + "\"}")
                .expect(201)
                .id();
    }
}
