package redoubt.api.dialect;

import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpMethod;

/**
 * Which HTTP method means what.
 *
 * @param methods the method of each verb that a dialect knows
 */
public record Verbs(Map<Verb, HttpMethod> methods) {

    /** POST creates, PUT replaces, PATCH amends, DELETE deletes. */
    public static final Verbs REST = new Verbs(Map.ofEntries(
            Map.entry(Verb.LIST, HttpMethod.GET),
            Map.entry(Verb.READ, HttpMethod.GET),
            Map.entry(Verb.CREATE, HttpMethod.POST),
            Map.entry(Verb.REPLACE, HttpMethod.PUT),
            Map.entry(Verb.AMEND, HttpMethod.PATCH),
            Map.entry(Verb.DELETE, HttpMethod.DELETE),
            Map.entry(Verb.ACT, HttpMethod.POST),
            Map.entry(Verb.REVERT, HttpMethod.POST),
            Map.entry(Verb.BULK, HttpMethod.POST),
            Map.entry(Verb.HISTORY, HttpMethod.GET),
            Map.entry(Verb.PAST, HttpMethod.GET)));

    /** The method of a verb. */
    public HttpMethod of(Verb verb) {
        HttpMethod method = methods.get(verb);
        if (method == null) {
            throw new IllegalArgumentException("The dialect has no method for " + verb);
        }
        return method;
    }

    /** The last step of the path of an action: {@code revoke-acceptance} for {@code revoke_acceptance}. */
    public String step(String action) {
        return action.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
