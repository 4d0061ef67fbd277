#!/usr/bin/env python3
"""Each check of the manifests turns red on the example with one thing broken."""

import copy
import os
import unittest

import yaml

import manifests
import tools

EXAMPLE = os.path.join(tools.HERE, "..", "..", "k8s", "example")


def find(objects, kind, name):
    return next(o for o in objects if o["kind"] == kind and o["metadata"]["name"] == name)


def deployment(objects):
    return find(objects, "Deployment", "pcspd-registry")


def pod(objects):
    return deployment(objects)["spec"]["template"]["spec"]


def container(objects):
    return pod(objects)["containers"][0]


def policy(objects, name):
    return find(objects, "NetworkPolicy", name)["spec"]


def service(objects):
    return find(objects, "Service", "pcspd-registry")["spec"]


def budget(objects):
    return find(objects, "PodDisruptionBudget", "pcspd-registry")["spec"]


def job(objects):
    return find(objects, "Job", "pcspd-migrate-registry")


def put(where, **values):
    return lambda objects: where(objects).update(values)


def put_in(where, key, **values):
    return lambda objects: where(objects).setdefault(key, {}).update(values)


def take(where, *path):
    def change(objects):
        item = where(objects)
        for key in path[:-1]:
            item = item[key]
        del item[path[-1]]
    return change


def remove(kind, name):
    return lambda objects: objects.remove(find(objects, kind, name))


def env(name, value):
    def change(objects):
        variables = container(objects)["env"]
        variables[:] = [entry for entry in variables if entry["name"] != name] + [{"name": name, "value": value}]
    return change


def add_env(**entry):
    return lambda objects: container(objects)["env"].append(entry)


def add_object(**item):
    return lambda objects: objects.append(item)


def gateway_env(objects):
    return find(objects, "Deployment", "pcspd-gateway")["spec"]["template"]["spec"]["containers"][0]["env"]


def lose_target(objects):
    next(e for e in gateway_env(objects) if e["name"] == "PCSP_REGISTRY_TARGET")["value"] = "dns:///gone:9090"


def probe(kind, **values):
    return lambda objects: container(objects)[kind]["grpc"].update(values)


SECURITY = "securityContext"
FIXTURES = [
    ("schema", put(container, readynessProbe={})),
    ("schema", lambda o: deployment(o)["spec"].update(replicas="two")),
    ("schema", take(deployment, "spec", "selector")),
    ("schema", put(deployment, apiVersion="apps/v2")),
    ("schema", add_object(apiVersion="v1", kind="Servise", metadata={"name": "x"})),
    ("pod_security", put_in(pod, SECURITY, runAsNonRoot=False)),
    ("pod_security", put_in(pod, SECURITY, runAsUser=1000)),
    ("pod_security", take(pod, SECURITY, "runAsGroup")),
    ("pod_security", put_in(pod, SECURITY, seccompProfile={"type": "Unconfined"})),
    ("pod_security", put(pod, hostNetwork=True)),
    ("pod_security", put(pod, hostPID=True)),
    ("pod_security", take(pod, "enableServiceLinks")),
    ("pod_security", put_in(pod, SECURITY, sysctls=[{"name": "kernel.msgmax", "value": "1"}])),
    ("container_security", put_in(container, SECURITY, readOnlyRootFilesystem=False)),
    ("container_security", take(container, SECURITY, "allowPrivilegeEscalation")),
    ("container_security", put_in(container, SECURITY, privileged=True)),
    ("container_security", put_in(container, SECURITY, capabilities={"drop": ["NET_RAW"]})),
    ("container_security", put_in(container, SECURITY, capabilities={"drop": ["ALL"], "add": ["CHOWN"]})),
    ("image", put(container, image="pcsp")),
    ("image", put(container, image="localhost:5000/pcsp:latest")),
    ("resources", take(container, "resources", "limits", "cpu")),
    ("resources", take(container, "resources", "requests", "ephemeral-storage")),
    ("resources", lambda o: container(o)["resources"]["limits"].update(memory="1Gi")),
    ("probes", take(container, "startupProbe")),
    ("probes", probe("livenessProbe", service="readiness")),
    ("probes", probe("readinessProbe", service="liveness")),
    ("probes", probe("readinessProbe", port=9999)),
    ("ports", lambda o: container(o)["ports"][0].update(containerPort=80)),
    ("ports", lambda o: container(o)["ports"][0].update(hostPort=9090)),
    ("ports", lambda o: container(o)["ports"].append({"name": "again", "containerPort": 9090})),
    ("secrets", add_env(name="KEY", valueFrom={"secretKeyRef": {"name": "s", "key": "k"}})),
    ("secrets", add_env(name="URL", value="postgresql://pcsp:hunter2@db/pcsp")),
    ("secrets", add_env(name="PCSP_SERVE", value="all")),
    ("secrets", put(container, envFrom=[{"secretRef": {"name": "s"}}])),
    ("secrets", add_object(apiVersion="v1", kind="Secret", metadata={"name": "s", "namespace": "pcsp"})),
    ("volumes", lambda o: pod(o)["volumes"].append({"name": "host", "hostPath": {"path": "/"}})),
    ("volumes", lambda o: pod(o)["volumes"].append({"name": "spare", "emptyDir": {"sizeLimit": "1Mi"}})),
    ("volumes", lambda o: pod(o)["volumes"][1].update(emptyDir={})),
    ("accounts", put(pod, serviceAccountName="default")),
    ("accounts", put(pod, automountServiceAccountToken=True)),
    ("accounts", add_object(apiVersion="rbac.authorization.k8s.io/v1", kind="Role",
                            metadata={"name": "r", "namespace": "pcsp"}, rules=[])),
    ("rollout", lambda o: deployment(o)["spec"].update(replicas=1)),
    ("rollout", lambda o: deployment(o)["spec"]["strategy"]["rollingUpdate"].update(maxUnavailable=1)),
    ("rollout", lambda o: deployment(o)["spec"]["selector"]["matchLabels"].update({"app": "other"})),
    ("rollout", take(pod, "topologySpreadConstraints")),
    ("drain", put(pod, terminationGracePeriodSeconds=25)),
    ("drain", env("PCSP_DRAIN_LINGER_SECONDS", "0")),
    ("disruption", remove("PodDisruptionBudget", "pcspd-registry")),
    ("disruption", put(budget, maxUnavailable=0)),
    ("disruption", take(budget, "unhealthyPodEvictionPolicy")),
    ("services", put(service, type="NodePort")),
    ("services", put(service, publishNotReadyAddresses=True)),
    ("services", lambda o: service(o)["selector"].update({"app": "other"})),
    ("services", lambda o: service(o)["selector"].pop("app.kubernetes.io/name")),
    ("services", lambda o: service(o)["ports"][0].update(targetPort="http")),
    ("services", take(service, "clusterIP")),
    ("targets", lose_target),
    ("jobs", lambda o: take(job, "spec", "ttlSecondsAfterFinished")(o)),
    ("jobs", lambda o: job(o)["spec"].update(backoffLimit=6)),
    ("jobs", remove("Job", "pcspd-migrate-registry")),
    ("jobs", lambda o: job(o)["spec"]["template"]["spec"]["volumes"][0]["secret"].update(
        secretName="pcspd-registry-database")),
    ("namespace", lambda o: find(o, "Namespace", "pcsp")["metadata"]["labels"].update(
        {"pod-security.kubernetes.io/enforce": "baseline"})),
    ("namespace", lambda o: take(deployment, "metadata", "namespace")(o)),
    ("network", remove("NetworkPolicy", "default-deny")),
    ("network", remove("NetworkPolicy", "gateway")),
    ("network", lambda o: policy(o, "edge")["ingress"][0].pop("from")),
    ("network", lambda o: policy(o, "services")["egress"][0].pop("ports")),
    ("network", lambda o: policy(o, "services")["ingress"][0]["from"].append({"podSelector": {}})),
    ("network", lambda o: policy(o, "gateway").update(egress=[{}])),
    ("network", lambda o: policy(o, "postgresql").update(podSelector={})),
]


class Manifests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        done = tools.run([tools.kubectl(), "kustomize", EXAMPLE])
        cls.example = [item for item in yaml.safe_load_all(done.stdout) if item]

    def test_example_is_quiet(self):
        self.assertEqual(manifests.faults(self.example), [])

    def test_every_rule_has_a_fixture(self):
        self.assertEqual({rule for rule, _ in FIXTURES}, {"schema", *manifests.RULES})

    def test_fixtures_turn_red(self):
        for number, (rule, change) in enumerate(FIXTURES):
            with self.subTest(rule=rule, number=number):
                objects = copy.deepcopy(self.example)
                change(objects)
                check = manifests.check_schema if rule == "schema" else manifests.RULES[rule]
                self.assertNotEqual(list(check(objects)), [])


if __name__ == "__main__":
    unittest.main()
