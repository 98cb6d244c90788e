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
    public static final Verbs REST = new Verbs(Map.of(
            Verb.LIST, HttpMethod.GET,
            Verb.READ, HttpMethod.GET,
            Verb.CREATE, HttpMethod.POST,
            Verb.REPLACE, HttpMethod.PUT,
            Verb.AMEND, HttpMethod.PATCH,
            Verb.DELETE, HttpMethod.DELETE,
            Verb.ACT, HttpMethod.POST,
            Verb.BULK, HttpMethod.POST,
            Verb.HISTORY, HttpMethod.GET,
            Verb.PAST, HttpMethod.GET));

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
