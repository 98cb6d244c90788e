package redoubt.infra.kafka.plain;

import redoubt.infra.kafka.Broker;
import redoubt.infra.kafka.ClientSettings;
import redoubt.infra.kafka.Cluster;
import redoubt.infra.kafka.ClusterContract;

class PlainClusterTest extends ClusterContract {

    PlainClusterTest(Broker broker) {
        super(broker);
    }

    @Override
    protected Cluster cluster(ClientSettings settings) {
        return new PlainCluster(settings);
    }
}
