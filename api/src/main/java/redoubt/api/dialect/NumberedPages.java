package redoubt.api.dialect;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import tools.jackson.core.JsonGenerator;

/** Pages by number, with an exact count and links to the neighbours. */
final class NumberedPages implements Paging {

    private static final BigInteger LAST = BigInteger.valueOf(Integer.MAX_VALUE);

    private final int size;
    private final int greatest;

    NumberedPages(int size, int greatest) {
        this.size = size;
        this.greatest = greatest;
    }

    @Override
    public Cut read(Parameters parameters) {
        return new Cut(number(parameters), parameters.number("page_size", size, 1, greatest));
    }

    private static int number(Parameters parameters) {
        String page = parameters.one("page");
        if (page == null) {
            return 1;
        }
        if (!page.matches("0*[1-9]\\d*")) {
            parameters.complaints().add("page", "Must be a whole number from 1.");
            return 1;
        }
        return new BigInteger(page).min(LAST).intValue();
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.query(
                        "page",
                        "Which page, from 1. A page beyond the last is not found.",
                        Map.of("type", "integer", "minimum", 1, "default", 1),
                        1),
                Parameter.number("page_size", "How many results a page holds.", size, 1, greatest));
    }

    @Override
    public void write(Cut cut, long count, Place place, JsonGenerator out, Consumer<JsonGenerator> rows) {
        out.writeStartObject();
        out.writeNumberProperty("count", count);
        link("next", (long) cut.number() * cut.size() < count ? cut.number() + 1 : null, place, out);
        link("previous", cut.number() > 1 ? cut.number() - 1 : null, place, out);
        out.writeName("results");
        out.writeStartArray();
        rows.accept(out);
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void link(String name, @Nullable Integer page, Place place, JsonGenerator out) {
        out.writeName(name);
        if (page == null) {
            out.writeNull();
        } else {
            out.writeString(place.url().of(place.path(), place.query(), "page", page.toString()));
        }
    }
}
