// A store on every engine, and a wave that is ready to take answers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "services/assessments/store/sql_store.h"
#include "tests/assessments/small_instruments.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::assessments::testing {

inline const absl::Time kNow = absl::FromUnixSeconds(1'750'000'000);
inline constexpr char kRequest[] = "0190b0a0-0000-7000-8000-000000000001";

inline std::string Encoded(const Wave& wave) { return absl::StrCat(wave.name.wave, wave.etag()); }

class StoreTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (HasFatalFailure()) return;
    store_ = SqlStore::Open(&db(), kNow).value();
  }

  // Opens the database again, as a restart would.
  void Restart() {
    store_.reset();
    Reopen();
    store_ = SqlStore::Open(&db(), kNow).value();
  }

  Wave Draft(const std::string& id) {
    return {
        .name = {"p", id},
        .display_name = "Spring",
        .instruments = {"instruments/practice/versions/1", "instruments/steering_group/versions/1"},
        .min_group_size = 4,
        .create_time = kNow,
        .update_time = kNow};
  }

  // A wave that is open over practices a1, a2 and steering group north.
  Wave OpenWave(const std::string& id = "w1") {
    EXPECT_OK(store_->CreateWave({}, Draft(id), Encoded));
    EXPECT_OK(store_->OpenWave({}, {"p", id}, kNow, Opened, Encoded));
    return store_->GetWave({"p", id}).value();
  }

  static absl::StatusOr<OpenedWave> Opened(Wave wave) {
    static const Catalogue* const catalogue = new Catalogue(SmallCatalogue());
    auto sites = FreezeSites(
        wave, *catalogue,
        {{.organisation = "north", .level = Level::kSteeringGroup, .whole_system = "east"},
         {.organisation = "a2", .steering_group = "north", .headcount = {1, 0, 2, 3, 0}},
         {.organisation = "a1", .steering_group = "north", .whole_system = "east"}});
    if (!sites.ok()) return sites.status();
    auto open = Open(std::move(wave), "", static_cast<int>(sites->size()), kNow);
    if (!open.ok()) return open.status();
    return OpenedWave{*open, *sites, {{"instruments/practice/versions/1", "fingerprint"}}};
  }

  PackedResponse Response(const Wave& wave, int site, const std::string& answers,
                          const std::string& request_id = "") {
    return {.wave_key = wave.key,
            .wave = wave.name,
            .site = site,
            .staff_group = StaffGroup::kNurse,
            .answers = answers,
            .claim = ClaimOf(request_id)};
  }

  std::vector<std::pair<int, std::string>> Rows(const Wave& wave) {
    std::vector<std::pair<int, std::string>> rows;
    EXPECT_OK(store_->ScanResponses(
        wave, [&](int site, absl::string_view answers) { rows.emplace_back(site, answers); }));
    return rows;
  }

  Wave CloseWave(const Wave& wave) {
    const auto closed = store_->UpdateWave(
        "assessments.CloseWave", wave.name, [](Wave w) { return Close(std::move(w), "", kNow); },
        Encoded);
    EXPECT_OK(closed);
    return *closed;
  }

  std::unique_ptr<SqlStore> store_;
};

}  // namespace pcsp::assessments::testing
