package redoubt.api.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** All endpoints by path. A literal step wins over a variable one, so {@code /risks/summary/} is never an identifier. */
public final class RouteTable {

    private static final List<String> USUAL_ORDER = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final List<Endpoint> endpoints;
    private final Node root = new Node();

    /** A table of these endpoints; no two may have the same method and path, nor the same operation name. */
    public RouteTable(List<Endpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
        Set<String> operations = new LinkedHashSet<>();
        for (Endpoint endpoint : endpoints) {
            Node node = root;
            for (String step : steps(endpoint.path())) {
                node = node.child(step);
            }
            if (node.methods.put(endpoint.method(), endpoint) != null
                    || !operations.add(endpoint.about().operation())) {
                throw new IllegalArgumentException("Twice: " + endpoint.method() + " " + endpoint.path());
            }
        }
    }

    /** All of them, in the order in which they were given. */
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /** What stands at a path, given as its decoded steps; null for nothing. */
    @Nullable
    Place find(List<String> steps) {
        Map<String, String> variables = new HashMap<>();
        Node node = find(root, steps, 0, variables);
        return node == null ? null : new Place(node.methods, variables);
    }

    private static @Nullable Node find(Node node, List<String> steps, int depth, Map<String, String> variables) {
        if (depth == steps.size()) {
            return node.methods.isEmpty() ? null : node;
        }
        Node literal = node.literals.get(steps.get(depth));
        Node found = literal == null ? null : find(literal, steps, depth + 1, variables);
        if (found == null && node.variable != null) {
            found = find(node.variable, steps, depth + 1, variables);
            if (found != null) {
                variables.put(node.name, steps.get(depth));
            }
        }
        return found;
    }

    /** The endpoints at one path. */
    record Place(Map<HttpMethod, Endpoint> methods, Map<String, String> variables) {

        /** The one for a method; the head of something is asked where the whole can be. */
        @Nullable
        Match match(HttpMethod method) {
            Endpoint endpoint = methods.get(method);
            if (endpoint == null && HttpMethod.HEAD.equals(method)) {
                Endpoint whole = methods.get(HttpMethod.GET);
                endpoint = whole == null || whole.streams() ? null : whole;
            }
            return endpoint == null ? null : new Match(endpoint, variables);
        }

        /** The methods that are offered. */
        Set<String> allowed() {
            return methods.keySet().stream()
                    .map(HttpMethod::name)
                    .sorted(Comparator.comparingInt(USUAL_ORDER::indexOf))
                    .collect(java.util.stream.Collectors.toCollection(LinkedHashSet::new));
        }
    }

    private static List<String> steps(String path) {
        List<String> steps = new ArrayList<>(List.of(path.substring(1).split("/")));
        steps.removeIf(String::isEmpty);
        return steps;
    }

    private static final class Node {

        private final Map<String, Node> literals = new HashMap<>();
        private final Map<HttpMethod, Endpoint> methods = new HashMap<>();
        private @Nullable Node variable;
        private String name = "";

        Node child(String step) {
            if (!step.startsWith("{")) {
                return literals.computeIfAbsent(step, _ -> new Node());
            }
            if (variable == null) {
                variable = new Node();
                name = step.substring(1, step.length() - 1);
            }
            return variable;
        }
    }
}
