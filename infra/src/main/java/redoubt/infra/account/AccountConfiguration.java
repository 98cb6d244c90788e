package redoubt.infra.account;

import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redoubt.api.account.Accounts;
import redoubt.command.Commands;
import redoubt.command.engine.Messages;
import redoubt.infra.MailSettings;
import redoubt.infra.RedoubtProperties;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.founding.Houses;
import redoubt.infra.jwt.Jwts;
import redoubt.infra.jwt.Keyring;
import redoubt.infra.privacy.MasterKey;
import redoubt.infra.privacy.Traces;
import redoubt.infra.security.People;
import redoubt.infra.security.TokenVault;

/** The accounts of people. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

    private static final Duration NOTED = Duration.ofMinutes(1);
    private static final int HASHES_WAITING = 64;

    @Bean(destroyMethod = "close")
    Hashing hashing() {
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
        return new Hashing(threads, HASHES_WAITING);
    }

    @Bean(destroyMethod = "close")
    FailedSignIns failedSignIns(Commands commands, Clock clock) {
        return new FailedSignIns(commands, NOTED, clock);
    }

    @Bean(destroyMethod = "close")
    PostRoom postRoom(RedoubtProperties properties, Clock clock) {
        MailSettings mail = properties.mail();
        String host = mail.host();
        return new PostRoom(
                host == null ? new Outbox(properties.data().resolve("outbox"), clock) : new MailServer(host, mail));
    }

    @Bean
    AccountTable accountTable(ConnectionPool pool) {
        return new AccountTable(pool);
    }

    @Bean
    LetterSecrets letterSecrets(ConnectionPool pool) {
        return new LetterSecrets(pool);
    }

    @Bean
    Families families(ConnectionPool pool, RedoubtProperties properties) {
        return new Families(pool, properties.signIn().grace());
    }

    @Bean
    SessionKeeper sessionKeeper(Commands commands, Families families, Jwts jwts, TokenVault vault, Clock clock) {
        return new SessionKeeper(commands, families, jwts, vault, clock);
    }

    @Bean
    People people(PostgresEventStore store, Messages messages) {
        return new People(store, messages);
    }

    @Bean
    Traces accountTraces(AccountTable table, Families families, People people, SessionKeeper sessions, PostRoom post) {
        return new AccountTraces(table, families, people, sessions, post);
    }

    @Bean(destroyMethod = "close")
    Throttle throttle(ConnectionPool pool, MasterKey master, RedoubtProperties properties, Clock clock) {
        RedoubtProperties.SignIn settings = properties.signIn();
        return new Throttle(
                settings.attempts(),
                settings.span(),
                new Attempts(pool),
                text -> master.digest("attempts", text),
                clock);
    }

    @Bean
    Provisioning provisioning(Houses houses, Commands commands, RedoubtProperties properties) {
        return new Provisioning(houses, commands, properties.signIn().registration());
    }

    @Bean
    Accounts accounts(
            Commands commands,
            AccountTable table,
            People people,
            SessionKeeper sessions,
            LetterSecrets secrets,
            Keyring keys,
            Provisioning provisioning,
            Arrival arrival,
            Hashing hashing,
            Throttle throttle,
            FailedSignIns failed,
            PostRoom post,
            RedoubtProperties properties,
            Clock clock) {
        RedoubtProperties.SignIn settings = properties.signIn();
        PasswordKeeper passwords = new PasswordKeeper(commands, table, secrets, sessions, hashing, clock);
        Registering registering = new Registering(
                commands, people, table, passwords, provisioning, arrival, settings.registration(), clock);
        return new StoredAccounts(
                new StoredAccounts.Parts(
                        commands,
                        people,
                        table,
                        sessions,
                        passwords,
                        new AddressKeeper(commands, people, table, secrets, clock),
                        registering,
                        throttle,
                        failed,
                        post,
                        keys),
                properties.frontendUrl().toString(),
                clock);
    }
}
