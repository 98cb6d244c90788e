package redoubt.infra.sweep;

import io.r2dbc.spi.ConnectionFactory;
import redoubt.query.tenancy.Rewritten;

/** The same with the first net switched off: no question of people says any more which organization it is about. */
class SecondNetSweepTest extends IsolationTest {

    @Override
    Questions questions() {
        return new Questions() {
            @Override
            ConnectionFactory said(String pool, ConnectionFactory connections) {
                return super.said(
                        pool, pool.equals("questions") ? Rewritten.withoutFirstNet(connections) : connections);
            }
        };
    }

    @Override
    String called() {
        return "isolation by 2nd net";
    }
}
