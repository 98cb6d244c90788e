package redoubt.infra.webhook;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Knows one address, whatever it is asked for: what was judged is what is connected to. Equal to nothing but itself, so that
 * connections made through one are not those of another.
 */
final class Pinned extends AddressResolverGroup<InetSocketAddress> {

    private final InetAddress address;

    Pinned(InetAddress address) {
        this.address = address;
    }

    /** The address. */
    InetAddress address() {
        return address;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetNameResolver(executor) {
            @Override
            protected void doResolve(String host, Promise<InetAddress> promise) {
                promise.trySuccess(address);
            }

            @Override
            protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
                promise.trySuccess(List.of(address));
            }
        }.asAddressResolver();
    }
}
