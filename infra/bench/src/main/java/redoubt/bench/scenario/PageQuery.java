package redoubt.bench.scenario;

import java.util.List;
import java.util.stream.Stream;
import redoubt.bench.load.HttpText;
import redoubt.bench.product.Api;

/**
 * The same page of risks in the words of the API and in SQL.
 *
 * @param title for people
 * @param parameters of the API, without the size of the page
 * @param condition in SQL, besides the organization
 * @param order in SQL
 */
record PageQuery(String title, String parameters, String condition, String order) {

    static final int SIZE = 25;

    private static final String ANY = "true";
    private static final String OLDEST_FIRST = "created_at, id";

    /** The folders of a run lie side by side below the root, so that their paths go by their names. */
    private static final String FOLDERS_BY_PATH =
            "(select array_agg(id order by read.caseless(name) collate \"C\") from read.folder)";

    /** The page that is measured most. */
    static final PageQuery FILTERED = new PageQuery(
            "open and high, newest first",
            "status=open&severity=high&ordering=-created_at",
            "status = 'open' and severity = 'high'",
            "created_at desc, id");

    private static final List<PageQuery> SEARCHES = List.of(
            new PageQuery(
                    "search: two common words",
                    "search=data%20breach",
                    "search like '%data%' and search like '%breach%'",
                    OLDEST_FIRST),
            new PageQuery("search: one in all", "search=r-3137", "search like '%r-3137%'", OLDEST_FIRST));

    /** Every ordering that the API advertises, and what it means in SQL; {@code %s} is the direction. */
    private static final List<PageQuery> ORDERINGS = List.of(
            ordering("created_at", "created_at%s"),
            ordering("updated_at", "updated_at%s"),
            ordering("name", "read.caseless(name) collate \"C\"%s"),
            ordering("ref_id", "read.caseless(ref_id) collate \"C\"%s nulls last"),
            ordering("status", "status%s"),
            ordering("treatment", "treatment%s"),
            ordering("severity", "severity_rank%1$s nulls last, severity_level%1$s nulls last"),
            ordering("inherent_severity", "inherent_severity_level%s nulls last"),
            ordering("residual_severity", "residual_severity_level%s nulls last"),
            ordering("likelihood", "likelihood%s nulls last"),
            ordering("impact", "impact%s nulls last"),
            ordering("score", "score%s nulls last"),
            ordering("due_date", "due_date%s nulls last"),
            ordering("review_date", "review_date%s nulls last"),
            ordering("folder", "array_position(" + FOLDERS_BY_PATH + ", folder)%s"));

    /** The searches, and every ordering in both directions. */
    static List<PageQuery> once() {
        return Stream.concat(
                        SEARCHES.stream(),
                        ORDERINGS.stream()
                                .flatMap(ordering -> Stream.of(ordering.directed(""), ordering.directed("-"))))
                .toList();
    }

    /** The request, whole. */
    byte[] request() {
        return HttpText.get(path(), Api.TOKEN);
    }

    String path() {
        return "/api/v1/risks/?" + parameters + "&page_size=" + SIZE;
    }

    /** The rows of the page in SQL. */
    String select(String columns, String organization) {
        return "select %s from read.risk where org = '%s' and %s order by %s limit %d"
                .formatted(columns, organization, condition, order, SIZE);
    }

    /** The number of rows of all pages in SQL. */
    String count(String organization) {
        return "select count(*) from read.risk where org = '%s' and %s".formatted(organization, condition);
    }

    private static PageQuery ordering(String name, String order) {
        return new PageQuery("ordering", name, ANY, order);
    }

    private PageQuery directed(String sign) {
        var directed = order.formatted(sign.isEmpty() ? "" : " desc");
        return new PageQuery(
                "ordering=" + sign + parameters, "ordering=" + sign + parameters, condition, directed + ", id");
    }
}
