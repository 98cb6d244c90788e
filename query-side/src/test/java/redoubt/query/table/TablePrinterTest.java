package redoubt.query.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import redoubt.grc.Folder;
import redoubt.model.Shape;

class TablePrinterTest {

    @Test
    void aFirstVersionOfATableFileIsPrintedFromTheRecord() {
        assertThat(TablePrinter.print(Shape.of(Folder.class)))
                .startsWith("create table \"folder\" ( -- envelope\n    \"name\" text not null,\n")
                .contains("    \"parent_folder\" uuid,\n")
                .contains("    \"content_type\" text collate \"C\" not null,\n")
                .contains("read.fold(\"name\") || U&'\\001F' || read.fold(\"description\") || U&'\\001F' ||"
                        + " read.fold(coalesce(\"ref_id\", ''))) stored\n);")
                .contains("create index on \"folder\" (org, (read.caseless(\"name\") collate \"C\"), id);\n")
                .contains("create index on \"folder\" using gin (\"labels\");\n")
                .endsWith("using gin (search gin_trgm_ops);\n");
    }
}
