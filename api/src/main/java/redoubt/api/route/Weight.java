package redoubt.api.route;

import tools.jackson.databind.JsonNode;

/** What a call takes of the quota of its caller. */
@FunctionalInterface
public interface Weight {

    /** Of a call with that body; the least it can be for an empty one. */
    long of(JsonNode body);

    /** As much as a plain question. */
    Weight ONE = _ -> 1;

    /** As much as ten of them: what looks at a whole log. */
    Weight TEN = _ -> 10;

    /** One for each ten elements of a list that have been started. */
    static Weight perTen(String list) {
        return body -> Math.max(1, (body.path(list).size() + 9) / 10);
    }
}
