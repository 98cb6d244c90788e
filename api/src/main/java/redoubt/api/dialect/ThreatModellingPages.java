package redoubt.api.dialect;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import tools.jackson.core.JsonGenerator;

/** Pages by number. A page that cannot be is not found, and a size that cannot be is passed over. */
final class ThreatModellingPages implements Paging {

    private final NumberedPages pages;
    private final int size;
    private final int greatest;

    ThreatModellingPages(int size, int greatest) {
        this.pages = new NumberedPages(size, greatest);
        this.size = size;
        this.greatest = greatest;
    }

    @Override
    public Cut read(Parameters parameters) {
        List<String> page = parameters.all("page");
        String number = page.isEmpty() ? "1" : page.getLast();
        if (!number.matches("0{0,9}[1-9]\\d{0,8}")) {
            throw new Refused(new Failure.NotFound("Invalid page."));
        }
        return new Cut(Integer.parseInt(number), size(parameters.all("page_size")));
    }

    private int size(List<String> sent) {
        if (sent.isEmpty() || !sent.getLast().matches("0{0,9}[1-9]\\d{0,8}")) {
            return size;
        }
        return Math.min(Integer.parseInt(sent.getLast()), greatest);
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
        pages.write(cut, count, place, out, rows);
    }
}
