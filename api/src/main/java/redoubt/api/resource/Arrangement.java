package redoubt.api.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.model.wire.Naming;
import redoubt.query.Order;

/** In which order a list comes, and which words must occur in it. */
public final class Arrangement {

    /** The search, for documents. */
    public static final Parameter SEARCH = Parameter.text(
            "search",
            "Words that must all occur, whatever their case or accents; double quotes keep a phrase together.",
            "breach");

    private static final int MOST_TERMS = 5;
    private static final int MOST_WORDS = 10;
    private static final int LONGEST_SEARCH = 200;
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"?|([^\\s\"]+)", Pattern.UNICODE_CHARACTER_CLASS);

    private final Map<String, String> orderings = new LinkedHashMap<>();

    /** Orders by these names in camelCase. */
    Arrangement(List<String> orderings, Naming naming) {
        orderings.forEach(name -> this.orderings.put(naming.member(name), name));
    }

    List<Parameter> parameters() {
        return List.of(
                Parameter.query(
                        "ordering",
                        "At most five names separated by commas, with a minus sign for descending order. "
                                + "What has no value comes last.",
                        Map.of("type", "string"),
                        "-" + orderings.keySet().iterator().next()),
                SEARCH);
    }

    /** The names of orderings on the wire. */
    List<String> names() {
        return List.copyOf(orderings.keySet());
    }

    /** The ordering that a request asks for; complaints go to the parameters. */
    List<Order> order(Parameters parameters) {
        String text = parameters.one("ordering");
        if (text == null || text.isBlank()) {
            return List.of();
        }
        List<Order> order = new ArrayList<>();
        for (String term : text.split(",", -1)) {
            String asked = term.strip();
            boolean descending = asked.startsWith("-");
            String name = orderings.get(descending ? asked.substring(1) : asked);
            if (name == null) {
                parameters
                        .complaints()
                        .add(
                                "ordering",
                                "Cannot order by \"" + asked + "\". Choose from "
                                        + String.join(", ", orderings.keySet()) + ".");
            } else {
                order.add(new Order(name, descending));
            }
        }
        if (order.size() > MOST_TERMS) {
            parameters.complaints().add("ordering", "At most " + MOST_TERMS + " terms can be given.");
        }
        return order;
    }

    /** The words and phrases that a request searches for; complaints go to the parameters. */
    public static List<String> search(Parameters parameters) {
        String text = parameters.one("search");
        if (text == null) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String word = matcher.group(1) != null ? matcher.group(1).strip() : matcher.group(2);
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        if (words.size() > MOST_WORDS) {
            parameters.complaints().add("search", "At most " + MOST_WORDS + " words can be given.");
        }
        if (text.codePointCount(0, text.length()) > LONGEST_SEARCH) {
            parameters.complaints().add("search", "At most " + LONGEST_SEARCH + " characters can be given.");
        }
        return words;
    }
}
