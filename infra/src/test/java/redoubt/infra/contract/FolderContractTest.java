package redoubt.infra.contract;

import java.util.stream.Stream;
import redoubt.grc.Folder;

class FolderContractTest extends ResourceContract<Folder> {

    FolderContractTest() {
        super(Folder.class);
    }

    @Override
    String sample(int n) {
        return """
            {"name":"Department %1$d","description":"Cost centre %1$d","ref_id":"F-%1$d","labels":["dept","l%2$d"]}\
            """.formatted(n, n % 3);
    }

    @Override
    String change() {
        return "{\"description\":\"Merged with its neighbour\",\"ref_id\":\"F-new\"}";
    }

    @Override
    Stream<Mistake> mistakes() {
        return Stream.of(
                Mistake.of("name", "\"\"", "This field may not be blank."),
                Mistake.of("name", "\"a/b\"", "Folder names may not contain a slash."),
                Mistake.of(
                        "ref_id", "\"" + "r".repeat(101) + "\"", "Ensure this field has no more than 100 characters."));
    }
}
