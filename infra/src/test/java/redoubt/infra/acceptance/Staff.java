package redoubt.infra.acceptance;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import redoubt.command.Commands;
import redoubt.command.Create;
import redoubt.command.Instruction;
import redoubt.grc.Folder;
import redoubt.identity.RoleAssignment;
import redoubt.infra.founding.Houses;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.people.User;

/** Somebody with an account who holds one role on one folder and nothing else. */
record Staff(Http http, String user) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Somebody who was just given that role. */
    static Staff hired(RunningRedoubt redoubt, Role role, String folder) {
        Http http = new Colleagues(redoubt).person().http();
        String user = http.get("/api/v1/me/").expect(200).id();
        Commands commands = redoubt.part(Commands.class);
        Principal house =
                Objects.requireNonNull(redoubt.part(Houses.class).system().blockFirst(PATIENCE));
        Patch<RoleAssignment> given = Patch.of(RoleAssignment.class)
                .set(RoleAssignment::user, Ref.of(User.class, user))
                .set(RoleAssignment::role, role)
                .set(RoleAssignment::folders, List.of(Ref.of(Folder.class, folder)));
        var outcome = commands.send(
                        Instruction.of(house, null), Create.given(commands.draw(RoleAssignment.class), given))
                .block(PATIENCE);
        redoubt.http()
                .with(
                        "X-Redoubt-Min-Position",
                        "" + Objects.requireNonNull(outcome).position())
                .get("/api/v1/folders/?page_size=1")
                .expect(200);
        return new Staff(http, user);
    }
}
