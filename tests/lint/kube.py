"""A rendering, taken apart: what the checks of the manifests share."""

WORKLOADS = ("Deployment", "StatefulSet", "DaemonSet", "Job")


def name_of(item):
    return f"{item.get('kind')}/{item.get('metadata', {}).get('name')}"


def of_kind(objects, *kinds):
    return [item for item in objects if item["kind"] in kinds]


def pods(objects):
    """(owner, its pod's metadata, its pod's spec) of each workload."""
    for item in of_kind(objects, *WORKLOADS):
        template = item["spec"]["template"]
        yield item, template.get("metadata", {}), template["spec"]


def containers(objects):
    for item, _, spec in pods(objects):
        for container in spec.get("initContainers", []) + spec["containers"]:
            yield item, container


def labels_match(selector, labels):
    wanted = (selector or {}).get("matchLabels", {})
    return bool(wanted) and all(labels.get(key) == value for key, value in wanted.items())


def asked(condition, item, text):
    return [] if condition else [(name_of(item), text)]
