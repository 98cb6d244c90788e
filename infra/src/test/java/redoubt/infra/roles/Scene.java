package redoubt.infra.roles;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import redoubt.command.Commands;
import redoubt.command.Create;
import redoubt.command.Instruction;
import redoubt.command.Submission;
import redoubt.grc.Folder;
import redoubt.identity.RoleAssignment;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.founding.Houses;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.people.User;

/**
 * Where everything happens: one organization with a folder and a team in it, and somebody who may do everything there and puts
 * things where others try to reach them. Not safe for several threads.
 */
final class Scene {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MANY = 100;

    private final RunningRedoubt redoubt;
    private final Http boss;
    private final Principal house;
    private final String folder;
    private final String organization;
    private final String team;
    private final AtomicLong names = new AtomicLong();
    private final List<Actor> people = new ArrayList<>();
    private Persons.@Nullable Person reader;
    private long written;
    private long settled;

    Scene(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
        this.boss = redoubt.http();
        this.house = Objects.requireNonNull(
                redoubt.part(Houses.class).system().next().block(PATIENCE));
        this.folder = made("/api/v1/folders/", "{\"name\":\"Payments\"}").id();
        this.organization = boss.get("/api/organizations/").ids().getFirst();
        this.team = made("/api/teams/", "{\"organization\":" + organization + ",\"name\":\"Crypto\"}")
                .id();
        plenty();
    }

    /** So much happened to risks that it can take a while to go through it. */
    private void plenty() {
        String one = "{\"op\":\"create\",\"data\":{\"name\":\"One of many\",\"folder\":\"" + folder + "\"}}";
        made("/api/v1/risks/bulk/", "{\"operations\":[" + String.join(",", Collections.nCopies(MANY, one)) + "]}");
    }

    RunningRedoubt redoubt() {
        return redoubt;
    }

    Http boss() {
        return boss;
    }

    Http anonymous() {
        return boss.anonymous();
    }

    /** The folder that roles are held on. */
    String folder() {
        return folder;
    }

    /** The folder above all. */
    String root() {
        return house.root();
    }

    /** The number of the organization. */
    String organization() {
        return organization;
    }

    /** The number of the team that roles are held in. */
    String team() {
        return team;
    }

    /** Somebody enters who will ask. */
    void enter(Actor actor) {
        people.add(actor);
    }

    /** Who asks. */
    List<Actor> people() {
        return List.copyOf(people);
    }

    /** Somebody who reads letters. */
    Persons.Person reader() {
        if (reader == null) {
            reader = Persons.person(this);
        }
        return reader;
    }

    /** A name that nothing has. */
    String unique() {
        return "made " + names.incrementAndGet();
    }

    /** Creates something, or does something to it. */
    Reply made(String collection, String form) {
        return note(boss.post(collection, form).expect(200, 201, 202));
    }

    private Reply note(Reply reply) {
        reply.headers()
                .firstValueAsLong("X-Redoubt-Position")
                .ifPresent(position -> written = Math.max(written, position));
        return reply;
    }

    /** Gives somebody a role in the organization; nobody can do that to all roles over HTTP yet. */
    void grant(String user, Role role, String on) {
        grant(user, role, on, house);
    }

    /** The same in another organization. */
    void grant(String user, Role role, String on, Principal there) {
        Commands commands = redoubt.part(Commands.class);
        var outcome = commands.send(
                        Instruction.of(there, null),
                        new Create<>(
                                commands.draw(RoleAssignment.class),
                                Submission.of(Patch.of(RoleAssignment.class)),
                                Patch.of(RoleAssignment.class)
                                        .set(RoleAssignment::user, Ref.of(User.class, user))
                                        .set(RoleAssignment::role, role)
                                        .set(RoleAssignment::folders, List.of(Ref.of(Folder.class, on)))))
                .block(PATIENCE);
        written = Math.max(written, Objects.requireNonNull(outcome).position());
    }

    /** The house acting in the organization that was founded last. */
    Principal newest() {
        return Objects.requireNonNull(redoubt.part(Houses.class).system().blockLast(PATIENCE));
    }

    /** Lets somebody into a team. */
    void place(String into, String email, Role role) {
        String word = role.code().replace("team_", "");
        made("/api/teams/" + into + "/invite-member/", "{\"email\":\"" + email + "\",\"role\":\"" + word + "\"}");
    }

    /** Completes when everybody sees what was put there. */
    void settle() {
        if (settled == written) {
            return;
        }
        settled = written;
        boss.with("X-Redoubt-Min-Position", "" + written)
                .get("/api/v1/risks/?page_size=1")
                .expect(200);
    }
}
