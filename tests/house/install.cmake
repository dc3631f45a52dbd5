# What is installed works wherever it is put: the program finds its data, and a client builds with what pkg-config
# says. Run as cmake -DBUILD_DIR=... -DCLIENT=... -DCOMPILER=... -DLIBDIR=... -P; COMPILER is empty where a client would
# need sanitizers.
set(prefix ${BUILD_DIR}/tests/installed)
file(REMOVE_RECURSE ${prefix})

function(run)
    execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${prefix} RESULT_VARIABLE status OUTPUT_VARIABLE output
        ERROR_VARIABLE output)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "${ARGN}: ${status}\n${output}")
    endif()
endfunction()

file(MAKE_DIRECTORY ${prefix})
run(${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${prefix})
run(${prefix}/bin/semaine render --date 1871-05-24 --dpi 20 -o ${prefix}/program.png)
foreach(file include/semaine.h share/semaine/geodata/LICENSE share/semaine/geodata/streets.cpg)
    if(NOT EXISTS ${prefix}/${file})
        message(FATAL_ERROR "${file} is not installed")
    endif()
endforeach()

if(COMPILER)
    set(ENV{PKG_CONFIG_PATH} ${prefix}/${LIBDIR}/pkgconfig)
    execute_process(COMMAND pkg-config --cflags --libs semaine OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE)
    separate_arguments(flags UNIX_COMMAND "${flags}")
    run(${COMPILER} ${CLIENT} -o ${prefix}/client ${flags} -Wl,-rpath,${prefix}/${LIBDIR})
    run(${prefix}/client ${prefix}/client.png)
    file(SHA256 ${prefix}/program.png program)
    file(SHA256 ${prefix}/client.png client)
    if(NOT program STREQUAL client)
        message(FATAL_ERROR "client and program draw different pictures")
    endif()
endif()
file(REMOVE_RECURSE ${prefix})
