// kube-apiserver: one process = embedded etcd + the real kube-apiserver. All flags are kube-apiserver's own;
// TESTCP_ETCD_DIR selects the embedded etcd's data directory (unset: use --etcd-servers as given).
package main

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

func freeURL() url.URL {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		die(err)
	}
	defer l.Close()
	return url.URL{Scheme: "http", Host: l.Addr().String()}
}

func die(err error) { fmt.Fprintln(os.Stderr, "kube-apiserver:", err); os.Exit(1) }

func startEtcd(dir string) string {
	client, peer := freeURL(), freeURL()
	if v := os.Getenv("TESTCP_ETCD_CLIENT"); v != "" {
		u, err := url.Parse(v)
		if err != nil {
			die(err)
		}
		client = *u
	}
	cfg := embed.NewConfig()
	cfg.Dir = dir
	cfg.LogLevel = "error"
	cfg.UnsafeNoFsync = os.Getenv("TESTCP_FSYNC") == ""
	cfg.ListenClientUrls, cfg.AdvertiseClientUrls = []url.URL{client}, []url.URL{client}
	cfg.ListenPeerUrls, cfg.AdvertisePeerUrls = []url.URL{peer}, []url.URL{peer}
	cfg.InitialCluster = cfg.InitialClusterFromName(cfg.Name)
	e, err := embed.StartEtcd(cfg)
	if err != nil {
		die(err)
	}
	select {
	case <-e.Server.ReadyNotify():
	case err := <-e.Err():
		die(err)
	case <-time.After(30 * time.Second):
		die(fmt.Errorf("etcd not ready in 30s"))
	}
	return client.String()
}

func main() {
	if dir := os.Getenv("TESTCP_ETCD_DIR"); dir != "" && len(os.Args) > 1 && os.Args[1] != "--version" {
		os.Args = append(os.Args, "--etcd-servers="+startEtcd(dir))
	}
	os.Exit(cli.Run(app.NewAPIServerCommand()))
}
