# One library per folder.  Adding a source file to a folder needs no line here.

add_library(modelc_flags INTERFACE)
target_include_directories(modelc_flags INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/embedded)
target_compile_options(modelc_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
    -Wcast-qual -Wwrite-strings -Wswitch-enum -Wvla -Wno-overlength-strings)
target_compile_definitions(modelc_flags INTERFACE _GNU_SOURCE MODELC_VERSION="${PROJECT_VERSION}")
if(MODELC_WERROR)
    target_compile_options(modelc_flags INTERFACE -Werror)
endif()
if(MODELC_SANITIZE)
    # No PIE: what they note of each place would be relocated whenever a program starts.
    target_compile_options(modelc_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
        -fno-omit-frame-pointer -fno-pie)
    target_link_options(modelc_flags INTERFACE -fsanitize=address,undefined -no-pie)
endif()
if(MODELC_FUZZ)
    target_compile_options(modelc_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(MODELC_COVERAGE)
    target_compile_options(modelc_flags INTERFACE --coverage)
    target_compile_definitions(modelc_flags INTERFACE MODELC_COVERAGE)
    target_link_options(modelc_flags INTERFACE --coverage)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
    target_compile_options(modelc_flags INTERFACE -fPIE -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
    target_link_options(modelc_flags INTERFACE -pie -Wl,--as-needed -Wl,-z,relro -Wl,-z,now)
endif()

# Turn each file into a header `<build>/embedded/<file>.h` that defines the string `symbol`.
function(modelc_embed file symbol out_var)
    set(out ${CMAKE_BINARY_DIR}/embedded/${file}.h)
    add_custom_command(
        OUTPUT ${out}
        COMMAND ${CMAKE_COMMAND} -DIN=${CMAKE_SOURCE_DIR}/${file} -DOUT=${out} -DSYMBOL=${symbol}
                -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
        DEPENDS ${CMAKE_SOURCE_DIR}/${file} ${CMAKE_SOURCE_DIR}/cmake/embed.cmake)
    set(${out_var} ${out} PARENT_SCOPE)
endfunction()

# modelc_folder(PATH [LINK folder...] [DOORS package...]): the library of all C files below PATH;
# each .sql file below it is embedded as <stem>_sql.
function(modelc_folder path)
    cmake_parse_arguments(arg "" "" "LINK;DOORS" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${path}/*.c)
    file(GLOB_RECURSE queries CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${path}/*.sql)
    set(embedded)
    foreach(query IN LISTS queries)
        get_filename_component(stem ${query} NAME_WE)
        modelc_embed(${query} ${stem}_sql header)
        list(APPEND embedded ${header})
    endforeach()
    if(NOT sources)
        set(sources ${CMAKE_BINARY_DIR}/empty.c)
        file(WRITE ${sources} "typedef int empty;\n")
    endif()
    string(REPLACE "/" "_" name ${path})
    add_library(${name} STATIC ${sources} ${embedded})
    target_link_libraries(${name} PUBLIC modelc_flags)
    foreach(lower IN LISTS arg_LINK)
        target_link_libraries(${name} PUBLIC ${lower})
    endforeach()
    foreach(door IN LISTS arg_DOORS)
        target_link_libraries(${name} PRIVATE door_${door})
    endforeach()
endfunction()
