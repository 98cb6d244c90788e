package redoubt.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redoubt.model.Search;
import redoubt.model.Shape;
import redoubt.query.MemoryLog;
import redoubt.query.Running;
import redoubt.query.Tenant;
import redoubt.query.table.Column;
import redoubt.query.table.Table;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TablesMatchRecordsTest {

    private static final List<String> ENVELOPE = List.of(
            "id uuid not null",
            "org uuid not null",
            "version bigint not null",
            "created_at timestamp with time zone not null",
            "updated_at timestamp with time zone not null",
            "created_by uuid",
            "updated_by uuid");

    private Running running;

    @BeforeAll
    void start() {
        running = new Running(new MemoryLog());
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void everyTableHasOneColumnForEachComponentAndWhatItMakesOfThemItself() {
        for (Shape<?> shape : Tenant.CATALOGUE.resources()) {
            List<String> expected = new ArrayList<>(ENVELOPE);
            for (Column column : Table.of(shape).columns()) {
                expected.add(
                        column.name() + " " + column.type() + (column.field().nullable() ? "" : " not null"));
            }
            if (shape.fields().stream().anyMatch(field -> field.is(Search.class))) {
                expected.add("search text");
            }
            assertThat(columns(shape)).as("tables/…/%s.sql", shape.noun()).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void searchLooksIntoEachFieldThatSaysSoAndIntoNoOther() {
        for (Shape<?> shape : Tenant.CATALOGUE.resources()) {
            String searched = String.join(
                    "",
                    running.database.ask("select pg_get_expr(adbin, adrelid) from pg_attrdef join pg_attribute a on"
                            + " a.attrelid = adrelid and a.attnum = adnum where a.attname = 'search' and adrelid ="
                            + " 'read.\""
                            + shape.noun() + "\"'::regclass"));
            for (Column column : Table.of(shape).columns()) {
                assertThat(searched.matches("(?s).*\\b" + column.name() + "\\b.*"))
                        .as("%s in the search of %s", column.name(), shape.noun())
                        .isEqualTo(column.field().is(Search.class));
            }
        }
    }

    private List<String> columns(Shape<?> shape) {
        return running.database.ask("select attname || ' ' || format_type(atttypid, atttypmod)"
                + " || case when attnotnull then ' not null' else '' end from pg_attribute where attrelid = 'read.\""
                + shape.noun()
                + "\"'::regclass and attnum > 0 and not attisdropped and (attgenerated = '' or attname = 'search')"
                + " order by attnum");
    }
}
