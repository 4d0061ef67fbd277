"""Calls the methods of a gRPC server by their names, knowing nothing of it but its address.

The server says itself what its messages look like (gRPC server reflection, v1alpha).
"""
import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

REFLECTION = "grpc.reflection.v1alpha"


def _reflection_messages():
    """What is needed of the reflection protocol; Debian has no package with its messages."""
    file = descriptor_pb2.FileDescriptorProto(
        name="needed_of_reflection.proto", package=REFLECTION, syntax="proto3")

    def add(name, *fields):
        message = file.message_type.add(name=name)
        for number, field, label, kind in fields:
            added = message.field.add(name=field, number=number, label=label)
            if isinstance(kind, str):
                added.type, added.type_name = 11, f".{REFLECTION}.{kind}"
            else:
                added.type = kind

    one, many, int32, string, binary = 1, 3, 5, 9, 12
    add("ServerReflectionRequest", (4, "file_containing_symbol", one, string))
    add("FileDescriptorResponse", (1, "file_descriptor_proto", many, binary))
    add("ErrorResponse", (1, "error_code", one, int32), (2, "error_message", one, string))
    add("ServerReflectionResponse",
        (4, "file_descriptor_response", one, "FileDescriptorResponse"),
        (7, "error_response", one, "ErrorResponse"))
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    make = message_factory.MessageFactory(pool)
    return [make.GetPrototype(pool.FindMessageTypeByName(f"{REFLECTION}.{name}"))
            for name in ("ServerReflectionRequest", "ServerReflectionResponse")]


class Server:
    """A gRPC server. `call` and `upload` take and give messages as dicts, in the JSON form."""

    def __init__(self, address):
        self.channel = grpc.insecure_channel(address)
        self.pool = descriptor_pool.DescriptorPool()
        self.classes = message_factory.MessageFactory(self.pool)
        self.known = set()

    def call(self, method, request, timeout=10):
        """`method` is "package.Service/Method". Errors: grpc.RpcError, with code() and details()."""
        make, parse = self._messages_of(method)
        stub = self.channel.unary_unary(f"/{method}", make.SerializeToString, parse.FromString)
        reply = stub(json_format.ParseDict(request, make()), timeout=timeout)
        return json_format.MessageToDict(reply)

    def upload(self, method, requests, timeout=60):
        """The same for a method that takes a stream of requests."""
        make, parse = self._messages_of(method)
        stub = self.channel.stream_unary(f"/{method}", make.SerializeToString, parse.FromString)
        reply = stub((json_format.ParseDict(r, make()) for r in requests), timeout=timeout)
        return json_format.MessageToDict(reply)

    def _messages_of(self, method):
        service, name = method.split("/")
        self.learn(service)
        found = self.pool.FindServiceByName(service).FindMethodByName(name)
        return [self.classes.GetPrototype(t) for t in (found.input_type, found.output_type)]

    def message(self, name):
        """The class of a message of a service that is known."""
        return self.classes.GetPrototype(self.pool.FindMessageTypeByName(name))

    def learn(self, symbol):
        """Asks the server for the file that defines `symbol` and for all that it imports, unless it
        has said so before."""
        if symbol in self.known:
            return
        make, parse = _reflection_messages()
        stub = self.channel.stream_stream(f"/{REFLECTION}.ServerReflection/ServerReflectionInfo",
                                          make.SerializeToString, parse.FromString)
        reply = next(stub(iter([make(file_containing_symbol=symbol)]), timeout=10))
        if reply.HasField("error_response"):
            raise LookupError(f"{symbol}: {reply.error_response.error_message}")
        files = {}
        for raw in reply.file_descriptor_response.file_descriptor_proto:
            file = descriptor_pb2.FileDescriptorProto.FromString(raw)
            files[file.name] = file

        def add(name):  # what a file imports must be known before it
            if name not in self.known and name in files:
                self.known.add(name)
                for imported in files[name].dependency:
                    add(imported)
                self.pool.Add(files[name])

        for name in files:
            add(name)
        self.known.add(symbol)
