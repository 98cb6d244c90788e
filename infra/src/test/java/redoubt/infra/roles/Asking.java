package redoubt.infra.roles;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redoubt.infra.acceptance.Http;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls operations as they are meant to be called, and says in a word what came of it. */
final class Asking {

    /** What is put behind a status when it was answered and what there is was kept back. */
    private static final String NOTHING_SHOWN = "-";

    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");
    private static final int SUCCESS = 2;
    private static final int HUNDRED = 100;

    private final Scene scene;
    private final Cast cast;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Asking(Scene scene, Cast cast) {
        this.scene = scene;
        this.cast = cast;
    }

    /** The outcome of an operation that somebody in a role asks for. */
    String outcome(Operation operation, Column column, Turn turn) {
        Recipe recipe = Recipes.of(operation.name());
        Actor actor = recipe.another() ? cast.understudy(column) : cast.actor(column);
        String path = path(operation, recipe, actor, turn);
        String body = body(operation, recipe, actor, turn);
        scene.settle();
        Http http = body == null ? actor.http() : actor.http().with("Content-Type", operation.mediaType());
        BodyPublisher sent = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        try {
            // Only the head is awaited: some operations answer without end.
            HttpResponse<InputStream> response =
                    client.send(http.request(operation.method(), path, sent), BodyHandlers.ofInputStream());
            try (InputStream answer = response.body()) {
                String outcome = outcome(operation, recipe, response, answer);
                if (!operation.method().equals("GET")
                        && !recipe.lasting()
                        && response.statusCode() / HUNDRED == SUCCESS) {
                    turn.spent();
                }
                return outcome;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(operation + " by " + column, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private String path(Operation operation, Recipe recipe, Actor actor, Turn turn) {
        Recipe.Maker usual = Recipes.TARGETS.entrySet().stream()
                .filter(each -> operation.path().startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        Recipe.Maker maker = recipe.target() != null ? recipe.target() : usual;
        boolean varies = operation.steps().stream().anyMatch(step -> !step.equals("name"));
        String target = recipe.own() != null
                ? recipe.own().of(actor, scene)
                : maker != null && (varies || recipe.target() != null)
                        ? turn.part("the target", () -> maker.in(scene))
                        : null;
        Matcher step = VARIABLE.matcher(operation.path() + recipe.query());
        return step.replaceAll(found -> {
            String name = found.group(1);
            if (!operation.steps().contains(name)) {
                throw new AssertionError(operation + ": nobody says what {" + name + "} is");
            }
            return Matcher.quoteReplacement(
                    name.equals("name")
                            ? recipe.name()
                            : Optional.ofNullable(target)
                                    .map(all -> part(all, name.equals("id")))
                                    .orElseThrow(() ->
                                            new AssertionError(operation + ": there is nothing for {" + name + "}")));
        });
    }

    /** Where something lies in something else, the target is both, with a slash between them. */
    private static String part(String target, boolean first) {
        int slash = target.indexOf('/');
        if (slash < 0) {
            return target;
        }
        return first ? target.substring(0, slash) : target.substring(slash + 1);
    }

    private @Nullable String body(Operation operation, Recipe recipe, Actor actor, Turn turn) {
        if (recipe.ownBody() != null) {
            return recipe.ownBody().of(actor, scene);
        }
        if (recipe.body() != null) {
            return turn.part("the body", () -> recipe.body().in(scene));
        }
        if (!(operation.example() instanceof ObjectNode example)) {
            return null;
        }
        ObjectNode body = example.deepCopy();
        Recipes.MEMBERS.forEach((member, maker) -> {
            if (body.has(member) && !recipe.members().containsKey(member)) {
                body.set(member, read(turn.part(member, () -> maker.in(scene))));
            }
        });
        recipe.members().forEach((member, maker) -> body.set(member, read(turn.part(member, () -> maker.in(scene)))));
        return body.toString();
    }

    private static JsonNode read(String json) {
        return JsonMapper.shared().readTree(json);
    }

    private String outcome(Operation operation, Recipe recipe, HttpResponse<InputStream> response, InputStream answer)
            throws IOException {
        String status = String.valueOf(response.statusCode());
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (response.statusCode() / HUNDRED != SUCCESS || !type.startsWith("application/json")) {
            return status;
        }
        String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        boolean shown = recipe.shown() == null || text.contains(recipe.shown().apply(scene));
        return shown && holds(read(text)) ? status : status + NOTHING_SHOWN;
    }

    /** Whether a list has something in it, and whether all of several things were done. */
    private static boolean holds(JsonNode told) {
        if (told.isArray()) {
            return !told.isEmpty();
        }
        return !(told.has("results") && told.path("results").isEmpty())
                && told.path("count").asInt(1) > 0
                && told.path("failed").asInt(0) == 0;
    }
}
