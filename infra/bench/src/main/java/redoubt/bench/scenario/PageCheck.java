package redoubt.bench.scenario;

import redoubt.bench.product.Api;
import redoubt.bench.product.ProductDatabase;
import redoubt.bench.report.Report;

/** A page of the API holds the rows of the same SELECT in the same order, and counts them right. */
record PageCheck(Api api, ProductDatabase database, String organization, Report report) {

    /** Notes what differs. */
    void check(PageQuery query) {
        var page = api.get(query.path());
        var given = page.required("results")
                .valueStream()
                .map(risk -> risk.required("id").asString())
                .toList();
        var expected = database.texts(query.select("id", organization));
        if (!given.equals(expected)) {
            report.wrong(
                    "%s: the page and the SELECT differ: %s instead of %s".formatted(query.title(), given, expected));
        }
        long count = database.number(query.count(organization));
        if (page.required("count").asLong() != count) {
            report.wrong("%s: the page counts %s risks, but there are %d"
                    .formatted(query.title(), page.required("count"), count));
        }
    }
}
