// A short instrument of a programme's own, and what the tests of its life, of words and of
// questionnaires need.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "tests/assessments/rpc/assessment_service_fixture.h"

namespace pcsp::assessments::testing {

inline constexpr char kRequest[] = "0190b0a0-0000-7000-8000-000000000001";
inline constexpr char kName[] = "programmes/p/instruments/short/versions/1";

class InstrumentsTest : public ServiceTest {
 protected:
  // A short instrument for practices: one scored item, one from 0 to 10, one for clinicians, words.
  static pb::Instrument Short() {
    pb::Instrument instrument;
    instrument.set_level(type::v1::LEVEL_PRACTICE);
    instrument.set_title("Short");
    instrument.set_language("en-GB");
    instrument.set_licence("ours");
    instrument.set_attribution("us");
    auto* scale = instrument.add_scales();
    scale->set_id("agreement");
    scale->set_kind(pb::SCALE_KIND_AGREEMENT);
    for (int i = 1; i <= 5; ++i) {
      auto* option = scale->add_options();
      option->set_code(absl::StrCat(i));
      option->set_label(absl::StrCat("label ", i));
      option->set_score(i);
    }
    auto* ten = instrument.add_scales();
    ten->set_id("ten");
    ten->set_kind(pb::SCALE_KIND_ZERO_TO_TEN);
    auto* words = instrument.add_scales();
    words->set_id("words");
    words->set_kind(pb::SCALE_KIND_TEXT);
    auto* section = instrument.add_sections();
    section->set_code("clinical");
    section->set_title("For clinicians");
    section->mutable_shown_to()->add_staff_groups(type::v1::STAFF_GROUP_GP);
    const auto add = [&](const char* code, const char* scale_id) {
      auto* item = instrument.add_items();
      item->set_code(code);
      item->set_text("A text.");
      item->set_scale(scale_id);
      return item;
    };
    add("purpose", "agreement")->set_construct(type::v1::CONSTRUCT_COHERENCE);
    add("normal", "ten");
    add("more", "words");
    auto* talk = add("talk", "agreement");
    talk->set_construct(type::v1::CONSTRUCT_COLLECTIVE_ACTION);
    talk->set_section("clinical");
    return instrument;
  }

  absl::StatusOr<pb::Instrument> Create(const pb::Instrument& instrument,
                                        const std::string& request_id = "") {
    pb::CreateInstrumentRequest request;
    request.set_parent("programmes/p");
    request.set_instrument_id("short");
    *request.mutable_instrument() = instrument;
    request.set_request_id(request_id);
    return Ask(&Stub::CreateInstrument, request);
  }
  absl::StatusOr<pb::Instrument> Get(const std::string& name, const std::string& language = "") {
    pb::GetInstrumentRequest request;
    request.set_name(name);
    request.set_language(language);
    return Ask(&Stub::GetInstrument, request);
  }
  absl::StatusOr<pb::Instrument> Publish(const std::string& name, const std::string& etag = "") {
    pb::PublishInstrumentVersionRequest request;
    request.set_name(name);
    request.set_etag(etag);
    return Ask(&Stub::PublishInstrumentVersion, request);
  }
  absl::StatusOr<pb::Instrument> Retire(const std::string& name) {
    pb::RetireInstrumentRequest request;
    request.set_name(name);
    return Ask(&Stub::RetireInstrument, request);
  }
  absl::StatusOr<pb::Wave> CreateWaveWith(const std::string& id, const std::string& instrument,
                                          const std::string& programme = "programmes/p") {
    pb::CreateWaveRequest request;
    request.set_parent(programme);
    request.set_wave_id(id);
    request.mutable_wave()->set_display_name("Spring");
    request.mutable_wave()->set_min_group_size(3);
    request.mutable_wave()->mutable_privacy_policy()->set_min_distribution_size(3);
    request.mutable_wave()->add_instruments(instrument);
    return Ask(&Stub::CreateWave, request);
  }
  // How many files of the server hold these bytes.
  int FilesWith(const std::string& bytes) {
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string content((std::istreambuf_iterator<char>(file)), {});
      files += absl::StrContains(content, bytes);
    }
    return files;
  }
  int DraftsKept() {
    sqlite3* file = nullptr;
    EXPECT_EQ(sqlite3_open((folder_ / "assessments.db").c_str(), &file), SQLITE_OK);
    int count = -1;
    const auto keep = [](void* kept, int, char** row, char**) {
      *static_cast<int*>(kept) = std::stoi(row[0]);
      return 0;
    };
    EXPECT_EQ(sqlite3_exec(file, "select count(*) from invitation where draft <> ''", keep, &count,
                           nullptr),
              SQLITE_OK);
    sqlite3_close(file);
    return count;
  }
  std::vector<std::string> Names(const pb::ListInstrumentsRequest& request) {
    std::vector<std::string> names;
    const auto list = Ask(&Stub::ListInstruments, request);
    EXPECT_OK(list);
    if (!list.ok()) return names;
    for (const auto& instrument : list->instruments()) names.push_back(instrument.name());
    if (!list->next_page_token().empty()) {
      pb::ListInstrumentsRequest next = request;
      next.set_page_token(list->next_page_token());
      for (const std::string& name : Names(next)) names.push_back(name);
    }
    return names;
  }
  void PublishShort() {
    ASSERT_OK(Create(Short()));
    ASSERT_OK(Publish(kName));
  }
};

}  // namespace pcsp::assessments::testing
