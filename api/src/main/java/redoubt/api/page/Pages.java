package redoubt.api.page;

import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.api.http.Reply;
import redoubt.api.route.About;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;

/** Where the pages are. */
public final class Pages {

    private static final String TAG = "Pages";

    private Pages() {}

    /** Pages in which people change how their programs come in, and one on which they see what happens. */
    public static List<Endpoint> all() {
        return List.of(
                at("/settings/", "read_settings_page", TAG, "Make and revoke API tokens", "settings.html", ""),
                at("/live/", "read_live_page", TAG, "See changes as they happen", "live.html", ""));
    }

    /**
     * A page that anybody may open; what it shows it asks the API for.
     *
     * @param file beside this class
     * @param further is added to what it may do
     */
    public static Endpoint at(String path, String operation, String tag, String summary, String file, String further) {
        Reply page = Page.of(file, further);
        Content html = new Content.Text("text/html", "<!DOCTYPE html>");
        return Endpoint.get(path, About.question(operation, tag, summary, List.of(), html), call -> {
                    call.parameters().finish();
                    return Mono.just(page);
                })
                .giving("text/html")
                .opened();
    }
}
