package redoubt.api.audit;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.route.Around;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.command.Notes;
import redoubt.identity.AuditRead;

/** Puts on record who looks at what is watched. Nothing of it is shown that is not. */
public final class Readers implements Around {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final int FAILED = 400;

    private final Set<Watched> watched;
    private final Notes notes;

    /**
     * Has it noted by {@code notes}.
     *
     * @param watched what is watched; nothing if it is empty
     */
    public Readers(Set<Watched> watched, Notes notes) {
        this.watched = Set.copyOf(watched);
        this.notes = notes;
    }

    @Override
    public Mono<? extends Answer> answer(Call call, Handler handler) {
        if (!HttpMethod.GET.equals(call.exchange().getRequest().getMethod())) {
            return handler.answer(call);
        }
        return watched.stream()
                .filter(each -> each.shownBy(call.endpoint().path()))
                .findFirst()
                .<Mono<? extends Answer>>map(kind -> handler.answer(call)
                        .flatMap(answer -> shown(answer)
                                ? notes.note(call.plain(), noted(kind, call)).thenReturn(answer)
                                : Mono.just(answer)))
                .orElseGet(() -> handler.answer(call));
    }

    private static boolean shown(Answer answer) {
        return !(answer instanceof Reply reply) || reply.status() < FAILED;
    }

    private static AuditRead noted(Watched kind, Call call) {
        Matcher variable = VARIABLE.matcher(call.endpoint().path());
        String thing = variable.find() ? call.step(variable.group(1)) : null;
        return new AuditRead(kind.code(), call.endpoint().about().operation(), thing);
    }
}
