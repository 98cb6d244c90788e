package redoubt.api.resource;

import java.util.ArrayList;
import java.util.List;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.model.Shape;
import redoubt.query.Condition;

/** The filters and the search of a list, for views that show the same things in another way. */
public final class Narrowing {

    private final Filters filters;
    private final Showing showing;

    /** Narrows to resources of the shape. */
    public Narrowing(Shape<?> shape, Showing showing) {
        this.filters =
                new Filters(showing.queries().criteria(shape), showing.dialect().naming());
        this.showing = showing;
    }

    /**
     * What a request asks for.
     *
     * @param where all must hold
     * @param search words that must occur
     */
    public record Asked(List<Condition> where, List<String> search) {}

    /** What a request asks for; complaints go to the parameters. */
    public Asked read(Parameters parameters) {
        return new Asked(filters.read(parameters), Arrangement.search(parameters));
    }

    /** The parameters, for documents. */
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        all.add(Arrangement.SEARCH);
        filters.known()
                .forEach((name, asked) -> all.add(
                        FilterParameters.of(name, asked, showing.dialect().naming())));
        all.add(Freshness.PARAMETER);
        return all;
    }
}
