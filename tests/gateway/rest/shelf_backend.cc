#include "tests/gateway/rest/shelf_backend.h"

#include <memory>

#include "common/base/error.h"
#include "common/rpc/status.h"
#include "google/protobuf/text_format.h"
#include "pcsp/type/v1/document.pb.h"
#include "tests/gateway/rest/shelf.pb.h"

namespace pcsp::rest::testing {
namespace {

namespace pb = pcsp::test::rest::v1;
using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::Message;
using google::protobuf::MessageFactory;

const google::protobuf::MethodDescriptor& MethodOf(const std::string& full_method) {
  std::string name = full_method.substr(1);
  name[name.find('/')] = '.';
  return *DescriptorPool::generated_pool()->FindMethodByName(name);
}

std::string AsText(const Descriptor& type, const std::string& bytes) {
  std::unique_ptr<Message> message(MessageFactory::generated_factory()->GetPrototype(&type)->New());
  message->ParseFromString(bytes);
  google::protobuf::TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  std::string text;
  printer.PrintToString(*message, &text);
  if (!text.empty()) text.pop_back();  // the trailing space
  return text;
}

pb::Book FullBook(const std::string& name) {
  pb::Book book;
  google::protobuf::TextFormat::ParseFromString(
      R"pb(
        display_name: "Ein B\303\274chlein"
        kind: KIND_HISTORY
        pages: -3
        copies: 9007199254740993
        edition: 4000000000
        price: 1.5
        lent: true
        cover: "\000\377"
        tags: "a"
        tags: "b"
        author { name: "Ada" birth_year: 1815 }
        ratings { key: "good" value: 5 }
        create_time { seconds: 1767225600 }
        reading_time { seconds: 90 }
        shelf_mark { value: 0 }
        person: ""
        rank: 0
        barcode: 18446744073709551615
      )pb",
      &book);
  book.set_name(name);
  return book;
}

grpc::Status BookNotFound(const std::string& name) {
  return rpc::ToGrpcStatus(ResourceNotFound("book", name));
}

}  // namespace

ShelfBackend::~ShelfBackend() {
  for (std::thread& thread : threads_) thread.join();
}

void ShelfBackend::Call(BackendCall call, BackendDone done) {
  const auto& method = MethodOf(call.full_method);
  {
    std::lock_guard lock(mutex_);
    last_ = call;
    ++calls_;
  }
  pb::GetBookRequest asked;
  if (method.name() == "GetBook") asked.ParseFromString(call.request_messages.at(0));
  const std::string name = asked.name();
  if (name == "shelves/main/books/gone") return done(BookNotFound(name), "");
  if (name == "shelves/main/books/lost") return;
  if (name == "shelves/main/books/down") {
    return done({grpc::StatusCode::UNAVAILABLE, "failed to connect to ipv4:10.0.0.7:9090"}, "");
  }
  if (name == "shelves/main/books/slow") {
    std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(done));
    changed_.notify_all();
    return;
  }
  if (name == "shelves/main/books/big") {
    pb::Book book;
    book.set_display_name(std::string(300'000, 'x'));
    return done(grpc::Status::OK, book.SerializeAsString());
  }
  if (name == "shelves/main/books/full") {
    return done(grpc::Status::OK, FullBook(name).SerializeAsString());
  }
  if (method.name() == "GetBook") {
    pb::Book book;
    book.set_name(name);
    return done(grpc::Status::OK, book.SerializeAsString());
  }
  if (method.name() == "PrintBook") {
    type::v1::Document page;
    page.set_content_type("text/html; charset=utf-8");
    page.set_content("<p>\xC3\xA9");
    page.set_filename("book.html");
    return done(grpc::Status::OK, page.SerializeAsString());
  }
  if (method.name() == "GetBest") {
    pb::BestReply best;
    best.mutable_book()->set_name("shelves/main/books/best");
    return done(grpc::Status::OK, best.SerializeAsString());
  }
  if (method.name() == "SetTags") {
    pb::SetTagsRequest request;
    request.ParseFromString(call.request_messages.at(0));
    pb::SetTagsReply reply;
    *reply.mutable_tags() = request.tags();
    reply.add_old_tags("old");
    return done(grpc::Status::OK, reply.SerializeAsString());
  }
  pb::Echo echo;
  echo.set_method(method.name());
  for (const std::string& bytes : call.request_messages) {
    echo.add_requests(AsText(*method.input_type(), bytes));
  }
  done(grpc::Status::OK, echo.SerializeAsString());
}

void ShelfBackend::AwaitWaiting(size_t count) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return waiting_.size() >= count; });
}

void ShelfBackend::Release() {
  std::lock_guard lock(mutex_);
  threads_.emplace_back([waiting = std::exchange(waiting_, {})] {
    pb::Book book;
    book.set_name("shelves/main/books/slow");
    for (const BackendDone& done : waiting) done(grpc::Status::OK, book.SerializeAsString());
  });
}

BackendCall ShelfBackend::last_call() {
  std::lock_guard lock(mutex_);
  return last_;
}

size_t ShelfBackend::calls() {
  std::lock_guard lock(mutex_);
  return calls_;
}

}  // namespace pcsp::rest::testing
