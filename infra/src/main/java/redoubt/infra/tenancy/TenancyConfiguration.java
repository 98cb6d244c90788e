package redoubt.infra.tenancy;

import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import redoubt.command.Commands;
import redoubt.infra.RedoubtProperties;
import redoubt.infra.RedoubtProperties.Registration;
import redoubt.infra.account.Arrival;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.privacy.MasterKey;
import redoubt.infra.privacy.SubjectKeys;
import redoubt.infra.privacy.Traces;
import redoubt.infra.security.People;
import redoubt.query.assembly.ReadSide;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Housekeeping;
import redoubt.query.tenancy.Confined;

/** Organizations and what is in them. */
@Configuration(proxyBeanMethods = false)
class TenancyConfiguration {

    @Bean
    StoredInviteLinks inviteLinks(ConnectionPool pool, MasterKey master) {
        return new StoredInviteLinks(pool, master);
    }

    /** The read side is there before anybody asks. */
    @Bean
    StoredDirectory directory(
            ReadSide side,
            ConnectionPool pool,
            Confined confined,
            People people,
            StoredInviteLinks links,
            Clock clock) {
        return new StoredDirectory(
                new Asking(confined), new Housekeeping(pool), people, links, new Numbers(pool), clock);
    }

    @Bean(destroyMethod = "close")
    WhenAddressIsProvenThenAccept acceptance(
            PostgresEventStore store, People people, StoredDirectory directory, Commands commands) {
        return new WhenAddressIsProvenThenAccept(store, people, directory, commands);
    }

    @Bean
    Arrival arrival(ReadSide side, StoredDirectory directory, Commands commands, RedoubtProperties properties) {
        return properties.signIn().registration() == Registration.WORKSPACE
                ? new Workspaces(directory, commands, side.progress())
                : _ -> Mono.empty();
    }

    @Bean
    Traces inviteTraces(
            ConnectionPool pool,
            MasterKey master,
            StoredDirectory directory,
            Commands commands,
            SubjectKeys keys,
            PostgresEventStore store) {
        return new InviteTraces(pool, master, directory, commands, keys, store);
    }
}
