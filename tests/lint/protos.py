"""The contract: what buf says of it, one meaning to a path, and standard methods that keep their habits."""

import os
import re
import tempfile

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

import tools
from tree import Finding

GOOGLEAPIS = "/usr/share/gocode/src/github.com/gogo/googleapis"
BUF_LINE = re.compile(r"^(.*?):(\d+):\d+:(.*)$")


def check_protos(tree):
    own = tree.matching(r"^protos/pcsp/.*\.proto$")
    if not own:
        return
    with tempfile.TemporaryDirectory() as folder:
        image = os.path.join(folder, "api.binpb")
        compiled = compile_protos(os.path.join(tree.root, "protos"), own, image)
        if compiled.returncode != 0:
            yield Finding("protoc", "protos", 1, compiled.stderr.strip())
            return
        yield from check_buf(image)
        with open(image, "rb") as file:
            yield from check_methods(file.read())


def compile_protos(root, own, image):
    names = [os.path.relpath(path, "protos") for path in own]
    return tools.run(["protoc", "-I", root, "-I", GOOGLEAPIS, "--include_imports",
                      "--include_source_info", f"--descriptor_set_out={image}", *names])


def check_buf(image):
    config = os.path.join(tools.HERE, "buf.yaml")
    done = tools.run([tools.buf(), "lint", image, "--config", config])
    for line in (done.stdout + done.stderr).splitlines():
        match = BUF_LINE.match(line)
        if match:
            yield Finding("buf", "protos/" + match.group(1), int(match.group(2)), match.group(3))
        else:
            yield Finding("buf", "protos", 1, line)


def methods(image):
    """(file, method, its google.api.http bindings) of every method of ours."""
    pool = descriptor_pool.DescriptorPool()
    files = descriptor_pb2.FileDescriptorSet.FromString(image).file
    for file in files:
        pool.Add(file)
    classes = message_factory.MessageFactory(pool).GetMessages([file.name for file in files])
    options = classes.get("google.protobuf.MethodOptions")
    http = pool.FindExtensionByName("google.api.http") if options else None
    for file in files:
        if not file.name.startswith("pcsp/"):
            continue
        for service in pool.FindFileByName(file.name).services_by_name.values():
            for method in service.methods:
                # The options are read again by the pool's own class, which knows the extension.
                plain = descriptor_pb2.MethodDescriptorProto()
                method.CopyToProto(plain)
                read = options.FromString(plain.options.SerializeToString()) if options else None
                rule = read.Extensions[http] if read is not None and read.HasExtension(http) else None
                yield file.name, method, bindings(rule)


def bindings(rule):
    """(verb, path, body) of a rule and of its additional bindings."""
    if rule is None:
        return []
    verb = rule.WhichOneof("pattern")
    path = rule.custom.path if verb == "custom" else getattr(rule, verb)
    found = [(verb.upper(), path, rule.body)]
    for other in rule.additional_bindings:
        found += bindings(other)
    return found


def shape(path):
    """What a router sees of a path: {name=programmes/*} is programmes/*, {name} is *."""
    return re.sub(r"\{[\w.]+\}", "*", re.sub(r"\{[\w.]+=([^}]*)\}", r"\1", path))


def has_field(message, dotted):
    for name in dotted.split("."):
        field = message.fields_by_name.get(name) if message is not None else None
        if field is None:
            return False
        message = field.message_type
    return True


def check_methods(image):
    taken = {}
    for file, method, rules in methods(image):
        path, where = "protos/" + file, method.full_name
        for verb, template, body in rules:
            other = taken.setdefault((verb, shape(template)), where)
            if other != where:
                yield Finding("http_path", path, 1, f"{where}: {verb} {template} is {other}'s already")
            for variable in re.findall(r"\{([\w.]+)", template):
                if not has_field(method.input_type, variable):
                    yield Finding("http_path", path, 1, f"{where}: its request has no {variable}")
            if (verb in ("GET", "DELETE")) == bool(body):
                yield Finding("http_body", path, 1, f"{where}: {verb} with body '{body}'")
            if not template.startswith("/v1/"):
                yield Finding("http_path", path, 1, f"{where}: {template} does not begin with its version")
        if re.match(r"(Create|Update)[A-Z]", method.name) and not has_field(method.input_type, "request_id"):
            yield Finding("request_id", path, 1, f"{where}: a change cannot be retried without request_id")
