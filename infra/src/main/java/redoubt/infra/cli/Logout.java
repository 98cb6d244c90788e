package redoubt.infra.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs out: takes back the token that is kept, and forgets it. */
@Command(name = "logout", description = "Takes back the token that login has kept, and forgets it.")
final class Logout implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final Asked asked = new Asked();

    @Option(names = "--keep-token", description = "Forget the token without taking it back.")
    private boolean keepToken;

    Logout(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Server server = asked.anonymous(terminal);
        String address = server.base().toString();
        Wallet wallet = Wallet.of(terminal.environment());
        Optional<String> token = wallet.token(address);
        if (token.isEmpty()) {
            throw new Failed(Failed.UNKNOWN_CALLER, "Nobody is signed in to " + address + ".");
        }
        if (!keepToken) {
            Server mine = server.as(token.get());
            String id = mine.get("/api/v1/me/").path("token").path("id").asString();
            mine.delete("/api/v1/api-tokens/" + id + "/");
        }
        wallet.forget(address);
        terminal.err().println("Signed out of " + address + ".");
        return 0;
    }
}
