package redoubt.api.custom;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import redoubt.api.dialect.Verb;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.Parameter;
import redoubt.api.resource.Preset;
import redoubt.api.resource.Showing;
import redoubt.api.resource.Writing;
import redoubt.api.route.About;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Handler;
import redoubt.api.route.Takes;
import redoubt.command.Commands;
import redoubt.identity.ApiToken;
import redoubt.identity.RoleAssignment;
import redoubt.model.Catalogue;
import redoubt.model.Shape;
import redoubt.people.User;
import redoubt.query.Progress;
import redoubt.query.log.EventLog;

/** The list of endpoints that have a shape of their own. */
public final class CustomEndpoints {

    private static final String RISK = "Risk";
    private static final String CONTROL = "Applied control";
    private static final String FOLDER = "Folder";
    private static final String TOKEN = "API token";
    private static final String ROLE = "Role assignment";
    private static final String HOUSE = "Instance";

    private final Showing showing;

    /** Endpoints that show what {@code showing} shows. */
    public CustomEndpoints(Showing showing) {
        this.showing = showing;
    }

    /** What the list of a resource shows by itself, and to whom. */
    public static Preset preset(Shape<?> shape) {
        if (shape.type() == ApiToken.class) {
            return new OwnTokens();
        }
        if (shape.type() == User.class) {
            return new Acquaintances();
        }
        return shape.type() == RoleAssignment.class ? new GivenRoles() : Preset.NONE;
    }

    /** Summaries and trees. */
    public List<Endpoint> views(Views views) {
        Numbers risks = Summaries.risks(views, showing);
        Numbers controls = Summaries.controls(views, showing);
        FolderViews folders = new FolderViews(views, showing);
        return List.of(
                get(
                        "/risks/summary/",
                        "summarize_risks",
                        RISK,
                        "Count risks by status, severity and treatment; takes the filters of the list",
                        risks.parameters(),
                        Forms.SUMMARY,
                        risks),
                get(
                        "/applied-controls/summary/",
                        "summarize_controls",
                        CONTROL,
                        "Count controls by status, category and priority, with what they cost; takes the filters of the"
                                + " list",
                        controls.parameters(),
                        Forms.CONTROL_SUMMARY,
                        controls),
                get(
                        "/folders/tree/",
                        "read_folder_tree",
                        FOLDER,
                        "Read the tree of folders",
                        List.of(
                                Parameter.flag("include_counts", "Tell how many things lie in each folder.", false),
                                Parameter.query(
                                        "root",
                                        "Begin at this folder.",
                                        Map.of("type", "string", "format", "uuid"),
                                        Forms.SOME_ID)),
                        Forms.TREE,
                        folders::tree),
                get(
                        "/folders/{id}/delete-preview/",
                        "preview_folder_deletion",
                        FOLDER,
                        "See what would be deleted with a folder",
                        List.of(Freshness.PARAMETER),
                        Forms.PREVIEW,
                        folders::preview));
    }

    /** Tokens and the one who calls. */
    public List<Endpoint> identity(Commands commands, TokenMint mint, Writing writing, Catalogue catalogue) {
        About creation = new About(
                "create_api_token",
                TOKEN,
                "Create an API token; its secret is shown in this answer only",
                "Instead of `expires_at`, `expires_in` may give a number of seconds.",
                List.of(),
                new Content.Written(Shape.of(ApiToken.class), Verb.CREATE),
                201,
                Forms.NEW_TOKEN,
                Set.of(400, 409, 413, 415, 422));
        Myself myself = new Myself(showing, catalogue);
        return List.of(
                Endpoint.of(
                        HttpMethod.POST,
                        showing.dialect().path("/api-tokens/"),
                        Takes.JSON,
                        creation,
                        new TokenCreation(commands, mint, showing, writing)),
                get(
                        "/api-tokens/current/",
                        "read_current_api_token",
                        TOKEN,
                        "Read the token that is used for this call",
                        List.of(),
                        new Content.One(Shape.of(ApiToken.class)),
                        myself::token),
                get(
                        "/roles/",
                        "list_roles",
                        ROLE,
                        "List the roles that can be held on folders, and what each of them includes",
                        showing.dialect().paging().parameters(),
                        Forms.ROLES,
                        new Roles(showing)),
                get(
                        "/me/",
                        "read_me",
                        HOUSE,
                        "Read who is calling and what they may do",
                        List.of(),
                        Forms.ME,
                        myself::me));
    }

    /** The instance itself. */
    public List<Endpoint> house(EventLog log, Progress progress, House facts) {
        Instance instance = new Instance(log, progress, showing.clock(), facts);
        List<Endpoint> endpoints = new ArrayList<>();
        endpoints.add(
                get("/meta/", "read_meta", HOUSE, "Read about this instance", List.of(), Forms.META, instance::meta));
        endpoints.add(get(
                "/meta/changelog/",
                "read_changelog",
                HOUSE,
                "Read what has changed about this interface, the newest first",
                List.of(),
                Forms.CHANGELOG,
                new Changelog()));
        endpoints.add(
                get("/health/", "read_health", HOUSE, "Is the process alive", List.of(), Forms.HEALTH, instance::alive)
                        .opened());
        endpoints.add(
                get("/health/ready/", "read_readiness", HOUSE, "Can it serve", List.of(), Forms.READY, instance::ready)
                        .opened());
        return endpoints;
    }

    /**
     * What an instance tells about itself.
     *
     * @param version of the program
     * @param zone where its days begin
     * @param webhooks how it goes with telling endpoints elsewhere
     */
    public record House(String version, String zone, Supplier<String> webhooks) {}

    private Endpoint get(
            String path,
            String operation,
            String tag,
            String summary,
            List<Parameter> parameters,
            Content response,
            Handler handler) {
        return Endpoint.get(
                showing.dialect().path(path), About.question(operation, tag, summary, parameters, response), handler);
    }
}
