package redoubt.api.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import redoubt.api.http.Parameter;

/**
 * What documents tell of an endpoint.
 *
 * @param operation a name for programs, unique
 * @param tag the group it is shown in
 * @param summary one sentence
 * @param description more sentences; may be empty
 * @param parameters of query, path and headers
 * @param request the body it takes
 * @param status the status of success
 * @param response the body it gives
 * @param failures the other statuses it may answer with, beside those that every endpoint may
 */
public record About(
        String operation,
        String tag,
        String summary,
        String description,
        List<Parameter> parameters,
        Content request,
        int status,
        Content response,
        Set<Integer> failures) {

    /** A question without a body. */
    public static About question(
            String operation, String tag, String summary, List<Parameter> parameters, Content response) {
        return new About(operation, tag, summary, "", parameters, Content.NOTHING, 200, response, Set.of(400));
    }

    /** The same with further parameters. */
    public About with(List<Parameter> more) {
        List<Parameter> all = new ArrayList<>(parameters);
        all.addAll(more);
        return new About(operation, tag, summary, description, all, request, status, response, failures);
    }

    /** The same with more to say. */
    public About saying(String description) {
        return new About(operation, tag, summary, description, parameters, request, status, response, failures);
    }
}
